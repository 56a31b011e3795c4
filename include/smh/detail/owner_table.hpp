// Which region an address belongs to: the regions' first addresses, sorted, with their slots.
//
// Readers take no lock. The table exists twice: version v is in copy v modulo 2, and an insertion
// writes version v + 1 into the other copy before it announces it. A reader that is overtaken by
// two insertions may read a mixture; it then finds a slot that does not contain the address, sees
// that the version has moved, and asks again. Each insertion can cost a reader one repetition.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"

namespace smh::detail {

class OwnerTable {
public:
    // What a look-up starts from. `version` grows by one with each insertion, so it is also the
    // number of entries.
    struct State {
        std::uint32_t word;

        constexpr unsigned version() const noexcept { return word & 0xFFFFU; }
        // Half the number of entries, rounded up to a power of two.
        constexpr unsigned first_step() const noexcept { return word >> 16; }
        friend constexpr bool operator==(State, State) = default;
    };

    State state() const noexcept { return {state_.load(std::memory_order_acquire)}; }

    // Slot of the entry with the highest start that is not above `address`; any slot where there
    // is no such entry. Whether the slot's region contains the address is for the caller to
    // check. Logarithmic in the number of entries; no branch hangs on the address.
    std::size_t find(std::uintptr_t address, State state) const noexcept {
        std::size_t found = copy(state.version());
        for (std::size_t step = state.first_step(); step != 0; step /= 2) {
            const std::size_t candidate = found + step;
            const std::uintptr_t key = keys_[candidate].load(std::memory_order_acquire);
            found = key >= key_of(address) ? candidate : found;
        }
        return slots_[found].load(std::memory_order_acquire);
    }

    // One writer at a time. The slot is complete before this is called.
    void insert(std::uintptr_t start, unsigned slot) noexcept {
        const unsigned count = state().version();
        unsigned from = copy(count);
        const unsigned end = from + count;
        unsigned to = copy(count + 1);
        for (; from != end && key(from) > key_of(start); ++from, ++to) {
            assign(to, key(from), slots_[from].load(std::memory_order_relaxed));
        }
        assign(to, key_of(start), slot);
        for (++to; from != end; ++from, ++to) {
            assign(to, key(from), slots_[from].load(std::memory_order_relaxed));
        }
        const unsigned first_step = std::bit_ceil(count + 1) / 2;
        state_.store(first_step << 16 | (count + 1), std::memory_order_release);
    }

private:
    static constexpr unsigned places = std::bit_ceil(config::max_regions);

    // Where the copy of a version begins.
    static constexpr unsigned copy(unsigned version) noexcept { return version % 2 * places; }

    // A start as it is stored: the higher the start, the lower its key, so that places without an
    // entry, which are 0, lie above all addresses. (A table of zeros costs no flash.)
    static constexpr std::uintptr_t key_of(std::uintptr_t start) noexcept { return ~start; }

    std::uintptr_t key(unsigned at) const noexcept {
        return keys_[at].load(std::memory_order_relaxed);
    }

    // Loads acquire and stores release, so that whoever reads an entry of a later version also
    // sees that the version has moved.
    void assign(unsigned at, std::uintptr_t new_key, unsigned new_slot) noexcept {
        keys_[at].store(new_key, std::memory_order_release);
        slots_[at].store(static_cast<std::uint8_t>(new_slot), std::memory_order_release);
    }

    std::atomic<std::uint32_t> state_{0};
    std::atomic<std::uintptr_t> keys_[2 * places]{}; // each copy by rising start
    std::atomic<std::uint8_t> slots_[2 * places]{};
};

} // namespace smh::detail
