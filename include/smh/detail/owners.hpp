// Which slot's region an address belongs to.
//
// A slot is complete before it is added, and does not change until it contains nothing again; only
// then it is removed. One writer at a time, and readers take no lock.
//
// probable() is quick and may miss: it returns null, or a slot that contains the address if any
// does. Whether it does is to be asked with the slot's lock held, unless probable_is_sure. find()
// tells for certain, and returns null where no region contains the address.
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

// Without its lock a slot may change hands between the looks at its size and its begin; a second
// look tells.
template <class Slot>
bool surely_contains(const Slot& slot, std::uintptr_t address) noexcept {
    return slot.contains(address) && (!config::changing_regions || slot.contains(address));
}

// Looks at one slot after the other.
class FewOwners {
public:
    static constexpr bool probable_is_sure = !config::changing_regions;
    static constexpr bool probable_may_be_null = true;

    template <class Slot>
    static void add(const Slot* /*slots*/, unsigned /*number*/, unsigned /*count*/) noexcept {}
    template <class Slot>
    static void remove(const Slot* /*slots*/, std::uintptr_t /*start*/,
                       unsigned /*count*/) noexcept {}
    template <class Slot>
    Slot* probable(Slot* slots, std::uintptr_t address) const noexcept {
        Slot* slot = slots;
        do {
            if (slot->contains(address)) {
                return slot;
            }
        } while (++slot != slots + config::max_regions);
        return nullptr;
    }
    template <class Slot>
    Slot* find(Slot* slots, std::uintptr_t address) const noexcept {
        for (Slot* slot = slots; slot != slots + config::max_regions; ++slot) {
            if (surely_contains(*slot, address)) {
                return slot;
            }
        }
        return nullptr;
    }
};

// Guesses, and searches where the guess was wrong.
class ManyOwners {
public:
    static constexpr bool probable_is_sure = false;
    static constexpr bool probable_may_be_null = false;

    // `count`: how many slots there are, those that contain nothing included.
    template <class Slot>
    void add(const Slot* slots, unsigned number, unsigned count) noexcept {
        table_.insert(slots[number].region_start(), number);
        guess_anew(slots, count);
    }
    template <class Slot>
    void remove(const Slot* slots, std::uintptr_t start, unsigned count) noexcept {
        table_.remove(start);
        guess_anew(slots, count);
    }
    template <class Slot>
    Slot* probable(Slot* slots, std::uintptr_t address) const noexcept {
        return opaque(&slots[guess_.find(address)]);
    }

    // An overtaken look-up can miss (see OwnerTable), but what it finds is checked against the
    // slot's own bounds: so it is repeated only where it found nothing.
    template <class Slot>
    Slot* find(Slot* slots, std::uintptr_t address) const noexcept {
        for (;;) {
            const OwnerTable::State state = table_.state();
            Slot& slot = slots[table_.find(address, state)];
            if (surely_contains(slot, address)) {
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
        std::size_t smallest = ~std::size_t{0};
        std::size_t total = 0;
        unsigned largest = 0;
        for (unsigned number = 0; number < count; ++number) {
            const std::size_t length = slots[number].region_length();
            total += length;
            smallest = length != 0 && length < smallest ? length : smallest;
            largest = length > slots[largest].region_length() ? number : largest;
        }
        guess_.begin(smallest, total, largest);
        for (unsigned number = 0; number < count; ++number) {
            const Slot& slot = slots[number];
            if (slot.region_length() != 0) {
                guess_.cover(slot.region_start(), slot.region_length(), number,
                             [&](std::size_t other) {
                                 return slots[other].region_length() < slot.region_length();
                             });
            }
        }
    }

    OwnerTable table_;
    OwnerGuess guess_;
};

// Where regions are few, looking at each is as quick as anything, and needs no memory.
using Owners = std::conditional_t<(config::max_regions <= 8), FewOwners, ManyOwners>;

} // namespace smh::detail
