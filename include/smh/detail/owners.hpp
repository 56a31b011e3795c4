// Which slot's region an address belongs to.
//
// A slot is complete before it is added and does not change after; one writer at a time adds slots
// in the order of their numbers, and readers take no lock. Slots that are not added contain
// nothing.
//
// probable() is quick and may miss: then find() tells. Both return null where no region contains
// the address, and so does probable() where it has missed.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "smh/config.hpp"
#include "smh/detail/opaque.hpp"
#include "smh/detail/owner_guess.hpp"
#include "smh/detail/owner_table.hpp"

namespace smh::detail {

// Looks at one slot after the other.
class FewOwners {
public:
    unsigned count() const noexcept { return count_.load(std::memory_order_acquire); }

    template <class Slot>
    void add(const Slot* /*slots*/, unsigned /*number*/) noexcept {
        count_.store(count_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }
    template <class Slot>
    Slot* probable(Slot* slots, std::uintptr_t address) const noexcept {
        for (Slot* slot = slots; slot != slots + config::max_regions; ++slot) {
            if (slot->contains(address)) {
                return slot;
            }
        }
        return nullptr;
    }
    template <class Slot>
    Slot* find(Slot* slots, std::uintptr_t address) const noexcept {
        return probable(slots, address);
    }

private:
    std::atomic<unsigned> count_{0};
};

// Guesses, and searches where the guess was wrong.
class ManyOwners {
public:
    unsigned count() const noexcept { return table_.state().version(); }

    template <class Slot>
    void add(const Slot* slots, unsigned number) noexcept {
        table_.insert(slots[number].start(), number);
        guess_anew(slots, number + 1);
    }
    template <class Slot>
    Slot* probable(Slot* slots, std::uintptr_t address) const noexcept {
        Slot* const slot = opaque(&slots[guess_.find(address)]);
        return slot->contains(address) ? slot : nullptr;
    }

    // An overtaken look-up can miss (see OwnerTable), but what it finds is checked against the
    // slot's own bounds, which never change: so it is repeated only where it found nothing.
    template <class Slot>
    Slot* find(Slot* slots, std::uintptr_t address) const noexcept {
        for (;;) {
            const OwnerTable::State state = table_.state();
            Slot& slot = slots[table_.find(address, state)];
            if (slot.contains(address)) {
                return &slot;
            }
            if (table_.state() == state) {
                return nullptr;
            }
        }
    }

private:
    // Of two regions that meet in one place of the table the smaller one has it: it has fewer.
    template <class Slot>
    void guess_anew(const Slot* slots, unsigned count) noexcept {
        unsigned smallest = 0;
        unsigned largest = 0;
        std::size_t total = 0;
        for (unsigned number = 0; number < count; ++number) {
            const std::size_t length = slots[number].length();
            total += length;
            smallest = length < slots[smallest].length() ? number : smallest;
            largest = length > slots[largest].length() ? number : largest;
        }
        guess_.begin(slots[smallest].length(), total, largest);
        for (unsigned number = 0; number < count; ++number) {
            const Slot& slot = slots[number];
            guess_.cover(slot.start(), slot.length(), number,
                         [&](std::size_t other) { return slots[other].length() < slot.length(); });
        }
    }

    OwnerTable table_;
    OwnerGuess guess_;
};

// Where regions are few, looking at each is as quick as anything, and needs no memory.
using Owners = std::conditional_t<(config::max_regions <= 8), FewOwners, ManyOwners>;

} // namespace smh::detail
