// What is done with a region's heap, under its lock.
//
// Where lists are checked, this is also where damage comes to light: it is reported with no lock
// held, as other faults are; when the handler returns, the region is repaired, and what came to
// nothing is done once more.
#pragma once

#include "heap/heap.hpp"
#include "pool/guard.hpp"
#include "smh/pool.hpp"

namespace smh {

// What a heap has found damaged, and where.
struct Pool::Found {
    heap::Damage damage = heap::Damage::none;
    Place address = 0;
};

// With the slot's lock held: nothing is done with a heap of which the control block is damaged.
// That is reported by who next does something within.
[[gnu::always_inline]] inline void Pool::make_sound(const Slot& slot) const noexcept {
    if constexpr (heap::checks_lists) {
        if (!slot.occupied()) {
            return;
        }
        slot.with_heap([&](auto& heap) noexcept {
            if (!heap.sound()) [[unlikely]] {
                repair(slot);
                heap.note_control_block();
            }
        });
    }
}

// `action` returns something that is false where it came to nothing.
template <class Action>
[[gnu::always_inline]] inline auto Pool::within(const Slot& slot, Call call,
                                                const Action& action) const noexcept {
    slot.lock.lock();
    return within_held(slot, call, action);
}

// With the slot's lock held, which it gives back.
template <class Action>
[[gnu::always_inline]] inline auto Pool::within_held(const Slot& slot, [[maybe_unused]] Call call,
                                                     const Action& action) const noexcept {
    if constexpr (!heap::checks_lists) {
        const Guard guard(slot.lock, Guard::Held{});
        return action();
    } else {
        for (bool last = false;; last = true) {
            Found found;
            decltype(action()) result{};
            {
                const Guard guard(slot.lock, Guard::Held{});
                make_sound(slot);
                result = action();
                found = what_was_found(slot);
            }
            if (found.damage == heap::Damage::none) {
                return result;
            }
            report_damage(slot, call, found);
            if (last || result) {
                return result;
            }
            slot.lock.lock();
        }
    }
}

} // namespace smh
