// Which slots serve which attribute, and in what order they are asked.
//
// A slot's rank is its place in that order: the higher its region's priority the earlier, and of
// equal ones in the order of their addition. For each attribute the plan holds the set of the ranks
// that have it.
//
// One writer at a time; readers take no lock. A reader takes a state, and reads what belongs to it.
// Before it uses a slot it asks, with the slot's lock held, whether the state is still current:
// whoever takes a slot out of the plan does so before it takes the slot's lock.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "smh/attribute.hpp"
#include "smh/config.hpp"
#include "smh/detail/order.hpp"

namespace smh::detail {

// A set of ranks in words: bit n of word w is rank 32 * w + n.
inline constexpr unsigned rank_words = (config::max_regions + 31) / 32;
using RankSets = std::atomic<std::uint32_t>[config::max_attributes][rank_words];

[[gnu::always_inline]] inline std::uint32_t ranks_with(const RankSets& sets, Attribute attribute,
                                                       unsigned word) {
    return observe(sets[attribute.number][word]);
}

// Those that have all attributes of a set, which has some.
inline std::uint32_t ranks_with(const RankSets& sets, AttributeSet attributes, unsigned word) {
    std::uint32_t ranks = ~std::uint32_t{0};
    for (std::uint32_t left = attributes.bits(); left != 0; left &= left - 1) {
        const auto number = static_cast<unsigned>(std::countr_zero(left));
        ranks &= ranks_with(sets, Attribute{number}, word);
    }
    return ranks;
}

// Of one slot, for the plan.
struct ChangingTurn {
    std::uint32_t serves : 1 = 0;    // not where it is drained
    std::uint32_t sequence : 31 = 0; // which addition it came with

    void join(std::uint32_t addition) noexcept {
        serves = 1;
        sequence = addition & 0x7FFF'FFFFU;
    }
    // False where it was so already.
    bool set_serving(bool on) noexcept {
        const bool before = serves != 0;
        serves = on ? 1 : 0;
        return before != on;
    }
    bool before(const ChangingTurn& other) const noexcept { return sequence < other.sequence; }
};
struct NoTurn {
    static void join(std::uint32_t /*addition*/) noexcept {}
    static bool set_serving(bool /*on*/) noexcept { return false; }
    static bool before(const NoTurn& /*other*/) noexcept { return true; }
};
using Turn = std::conditional_t<config::changing_regions, ChangingTurn, NoTurn>;

// Regions only come, and are asked in the order of their slots: a rank is the slot's number.
class GrowingPlan {
public:
    struct State {};

    static State state() noexcept { return {}; }
    static constexpr bool current(State /*state*/) noexcept { return true; }

    template <class Wanted>
    [[gnu::always_inline]] std::uint32_t serving(State /*state*/, Wanted wanted,
                                                 unsigned word) const noexcept {
        return ranks_with(sets_, wanted, word);
    }
    static unsigned slot(State /*state*/, unsigned rank) noexcept { return rank; }
    unsigned ranks(State /*state*/) const noexcept { return ranks_; }

    template <class Slot>
    void add(const Slot* slots, unsigned number, unsigned /*count*/,
             bool /*of_addresses*/) noexcept {
        for (std::uint32_t left = slots[number].region.attributes.bits(); left != 0;
             left &= left - 1) {
            std::atomic<std::uint32_t>& word = sets_[std::countr_zero(left)][number / 32];
            announce(word, word.load(std::memory_order_relaxed) | std::uint32_t{1} << number % 32);
        }
        ranks_ = static_cast<std::uint8_t>(number + 1);
    }

    // Nothing leaves it.
    template <class Slot>
    static void make(const Slot* /*slots*/, unsigned /*count*/, bool /*of_addresses*/) noexcept {}

private:
    RankSets sets_{};
    std::uint8_t ranks_ = 0; // the writer's own
};

// Regions come and go. The plan exists twice: version v is in copy v modulo 2, and is made anew
// before it is announced. A reader that is overtaken by two changes reads a mixture, and finds that
// its state is not current any more.
class ChangingPlan {
    struct Copy {
        RankSets sets{};
        std::atomic<std::uint8_t> slots[config::max_regions]{}; // by rank
        unsigned ranks = 0;
    };

public:
    class State {
        friend class ChangingPlan;
        const Copy* copy;
        std::uint32_t version;
    };

    State state() const noexcept {
        State state;
        state.version = observe(version_);
        state.copy = &copies_[state.version % 2];
        return state;
    }
    bool current(State state) const noexcept { return observe(version_) == state.version; }

    template <class Wanted>
    [[gnu::always_inline]] static std::uint32_t serving(State state, Wanted wanted,
                                                        unsigned word) noexcept {
        return ranks_with(state.copy->sets, wanted, word);
    }
    static unsigned slot(State state, unsigned rank) noexcept {
        return state.copy->slots[rank].load(std::memory_order_acquire);
    }

    // How many there are, for the writer.
    static unsigned ranks(State state) noexcept { return state.copy->ranks; }

    template <class Slot>
    void add(const Slot* slots, unsigned /*number*/, unsigned count, bool of_addresses) noexcept {
        make(slots, count, of_addresses);
    }

    // From all slots that serve, of so many, with regions of addresses or of memory.
    template <class Slot>
    void make(const Slot* slots, unsigned count, bool of_addresses) noexcept {
        const std::uint32_t next = version_.load(std::memory_order_relaxed) + 1;
        Copy& copy = copies_[next % 2];
        for (auto& sets : copy.sets) {
            for (std::atomic<std::uint32_t>& word : sets) {
                word.store(0, std::memory_order_release);
            }
        }
        copy.ranks = sort(copy, slots, count, of_addresses);
        for (unsigned rank = 0; rank < copy.ranks; ++rank) {
            const unsigned slot = copy.slots[rank].load(std::memory_order_relaxed);
            for (std::uint32_t left = slots[slot].region.attributes.bits(); left != 0;
                 left &= left - 1) {
                std::atomic<std::uint32_t>& word = copy.sets[std::countr_zero(left)][rank / 32];
                word.store(word.load(std::memory_order_relaxed) | std::uint32_t{1} << rank % 32,
                           std::memory_order_release);
            }
        }
        announce(version_, next);
    }

private:
    // Writes the slots that serve by rank; returns how many they are.
    template <class Slot>
    static unsigned sort(Copy& copy, const Slot* slots, unsigned count,
                         bool of_addresses) noexcept {
        unsigned ranks = 0;
        for (unsigned number = 0; number < count; ++number) {
            if (slots[number].turn.serves == 0 ||
                slots[number].elsewhere.of_addresses() != of_addresses) {
                continue;
            }
            unsigned rank = ranks++;
            for (; rank != 0; --rank) {
                const std::uint8_t before = copy.slots[rank - 1].load(std::memory_order_relaxed);
                if (!slots[number].asked_before(slots[before])) {
                    break;
                }
                copy.slots[rank].store(before, std::memory_order_release);
            }
            copy.slots[rank].store(static_cast<std::uint8_t>(number), std::memory_order_release);
        }
        return ranks;
    }

    std::atomic<std::uint32_t> version_{0};
    Copy copies_[2];
};

using Plan = std::conditional_t<config::changing_regions, ChangingPlan, GrowingPlan>;

// Without config::tables there are no address regions.
struct NoPlan {
    struct State {};

    static State state() noexcept { return {}; }
    static constexpr unsigned ranks(State /*state*/) noexcept { return 0; }
    static constexpr unsigned slot(State /*state*/, unsigned /*rank*/) noexcept { return 0; }
    template <class Slot>
    static void add(const Slot* /*slots*/, unsigned /*number*/, unsigned /*count*/,
                    bool /*of_addresses*/) noexcept {}
    template <class Slot>
    static void make(const Slot* /*slots*/, unsigned /*count*/, bool /*of_addresses*/) noexcept {}
};
using AddressPlan = std::conditional_t<config::tables, Plan, NoPlan>;

} // namespace smh::detail
