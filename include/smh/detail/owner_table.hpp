// Which region an address belongs to: the regions' first addresses, sorted, with their slots.
//
// Readers take no lock. The table exists twice: version v is in copy v modulo 2, and a change
// writes version v + 1 into the other copy before it announces it. A reader that is overtaken by
// two changes may read a mixture; it then finds a slot that does not contain the address, sees that
// the version has moved, and asks again. Each change can cost a reader one repetition.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"

namespace smh::detail {

class OwnerTable {
public:
    // What a look-up starts from. The version grows by one with each change, modulo 2^16.
    struct State {
        std::uint32_t word;

        constexpr unsigned version() const noexcept { return word & 0xFFFFU; }
        constexpr unsigned count() const noexcept { return word >> 16 & 0xFFU; }
        // Half the number of entries, rounded up to a power of two.
        constexpr unsigned first_step() const noexcept { return word >> 24; }
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
        const unsigned end = copy(state().version()) + state().count();
        unsigned from = copy(state().version());
        unsigned to = copy(state().version() + 1);
        for (; from != end && key(from) > key_of(start); ++from) {
            take_over(to++, from);
        }
        assign(to++, key_of(start), slot);
        for (; from != end; ++from) {
            take_over(to++, from);
        }
        announce(to);
    }

    void remove(std::uintptr_t start) noexcept {
        const unsigned end = copy(state().version()) + state().count();
        unsigned to = copy(state().version() + 1);
        for (unsigned from = copy(state().version()); from != end; ++from) {
            if (key(from) != key_of(start)) {
                take_over(to++, from);
            }
        }
        announce(to);
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

    void take_over(unsigned to, unsigned from) noexcept {
        assign(to, key(from), slots_[from].load(std::memory_order_relaxed));
    }

    // The next version, which ends before `end`.
    void announce(unsigned end) noexcept {
        const unsigned version = state().version() + 1;
        const unsigned count = end - copy(version);
        for (unsigned at = end; at != copy(version) + places; ++at) {
            assign(at, 0, 0);
        }
        const unsigned first_step = std::bit_ceil(count) / 2;
        state_.store(first_step << 24 | count << 16 | (version & 0xFFFFU),
                     std::memory_order_release);
    }

    std::atomic<std::uint32_t> state_{0};
    std::atomic<std::uintptr_t> keys_[2 * places]{}; // each copy by rising start
    std::atomic<std::uint8_t> slots_[2 * places]{};
};

} // namespace smh::detail
