// The search through the regions that have what is wanted: an attribute, or a set of them.
#pragma once

#include "base/bits.hpp"
#include "heap/short_ways.hpp"
#include "pool/guard.hpp"
#include "pool/lines.hpp"
#include "pool/need.hpp"
#include "pool/within.hpp"

namespace smh {

// Without recent blocks a region that seems to have no block so large is left without its lock. On
// one core that is no mere seeming; else there is a last try, in which each lock is taken. Memcheck
// would report such a look: only under the lock it is told not to.
inline constexpr bool may_look_first =
    !heap::has_recent && !config::changing_regions && !config::valgrind;
inline constexpr bool keeps_some = heap::has_recent || config::quarantine != 0;
inline constexpr bool one_round = may_look_first && !keeps_some ? port::one_core : !keeps_some;

// From one to the next is quicker then than to look for the next.
inline constexpr bool few_regions = config::max_regions <= 8;

// One round, which ends early where the plan is not current any more.
template <class Wanted>
[[gnu::always_inline]] inline void* Pool::ask_all(detail::Plan::State state, Wanted wanted,
                                                  Need need, bool last_try) noexcept {
    for (unsigned word = 0; word < detail::rank_words; ++word) {
        std::uint32_t left = plan_.serving(state, wanted, word);
        for (unsigned rank = 32 * word; left != 0; ++rank, left >>= 1) {
            if constexpr (few_regions) {
                if ((left & 1U) == 0) {
                    continue;
                }
            } else {
                const unsigned others = base::lowest_bit(left);
                rank += others;
                left >>= others;
            }
            Slot* const place = &slots_[plan_.slot(state, rank)];
            Slot& slot = few_regions ? *place : *detail::opaque(place);
            if (may_look_first && (one_round || !last_try) && slot.holds_tags() &&
                !slot.heap().may_list(need.units, need.key)) {
                continue;
            }
            void* const block = within(slot, Call::alloc, [=, this, &slot]() noexcept {
                void* const found = plan_.current(state) ? ask(slot, need, last_try) : nullptr;
                if (found != nullptr) {
                    slot.counts.count_allocation();
                }
                return found;
            });
            if (block != nullptr) {
                return block;
            }
            if (!plan_.current(state)) {
                return nullptr;
            }
        }
    }
    return nullptr;
}

// Each region first does what is quick; only if none can serve, each does all it can.
template <class Wanted>
[[gnu::always_inline]] inline void* Pool::search(Wanted wanted, Need need) noexcept {
    for (bool last_try = one_round;; last_try = true) {
        const detail::Plan::State state = plan_.state();
        void* const block = ask_all(state, wanted, need, last_try);
        if (block != nullptr || (last_try && plan_.current(state))) {
            return block;
        }
    }
}

// With the slot's lock held.
[[gnu::always_inline]] inline void* Pool::ask(Slot& slot, Need need, bool last_try) noexcept {
    if (!slot.holds_tags()) [[unlikely]] {
        return ask_table(slot, need.alignment, need.bytes(), last_try);
    }
    if (need.units == 0) {
        return nullptr;
    }
    if (keeps_some && last_try) {
        slot.heap().stop_keeping();
    }
    void* const block = in_whole_lines(slot.region)
                            ? ask_for_lines(slot, need.alignment, need.bytes())
                            : slot.heap().serve(need.units, need.key, need.alignment);
    if (config::exact && block != nullptr) {
        seal(slot, block, need.bytes(), need.alignment);
    }
    return block;
}

} // namespace smh
