// Which region an address belongs to: the regions' first addresses, sorted, with their slots.
//
// Readers take no lock. The table exists twice: version v is in copy v modulo 2, and an insertion
// writes version v + 1 into the other copy before it announces it. A reader that is overtaken by
// two insertions may read a mixture; it then finds a slot that does not contain the address, sees
// that the version has moved, and asks again. Each insertion can cost a reader one repetition.
#pragma once

#include <atomic>
#include <cstdint>

#include "smh/config.hpp"

namespace smh::detail {

class OwnerTable {
public:
    static constexpr unsigned none = config::max_regions;

    // Grows by one with each insertion, so it is also the number of entries.
    unsigned version() const noexcept { return version_.load(std::memory_order_acquire); }

    // Slot of the entry with the highest start that is not above `address`; `none` where there is
    // no such entry. Whether the slot's region reaches as far as the address is for the caller to
    // check. Logarithmic in the number of entries.
    unsigned find(std::uintptr_t address, unsigned version) const noexcept {
        const Entry* const entries = copies_[version % 2];
        const Entry* candidate = entries;
        for (unsigned length = version; length > 1;) {
            const unsigned half = length / 2;
            candidate +=
                candidate[half].start.load(std::memory_order_acquire) <= address ? half : 0;
            length -= half;
        }
        if (version == 0 || candidate->start.load(std::memory_order_acquire) > address) {
            return none;
        }
        return candidate->slot.load(std::memory_order_acquire);
    }

    // One writer at a time. The slot is complete before this is called.
    void insert(std::uintptr_t start, unsigned slot) noexcept {
        const unsigned old_version = version();
        const Entry* from = copies_[old_version % 2];
        Entry* to = copies_[(old_version + 1) % 2];
        const Entry* const end = from + old_version;
        for (; from != end && from->start.load(std::memory_order_relaxed) < start; ++from, ++to) {
            to->assign(*from);
        }
        to->assign(start, slot);
        for (++to; from != end; ++from, ++to) {
            to->assign(*from);
        }
        version_.store(old_version + 1, std::memory_order_release);
    }

private:
    // Loads acquire and stores release, so that whoever reads an entry of a later version also
    // sees that the version has moved.
    struct Entry {
        std::atomic<std::uintptr_t> start{0};
        std::atomic<unsigned> slot{0};

        void assign(std::uintptr_t new_start, unsigned new_slot) noexcept {
            start.store(new_start, std::memory_order_release);
            slot.store(new_slot, std::memory_order_release);
        }
        void assign(const Entry& other) noexcept {
            assign(other.start.load(std::memory_order_relaxed),
                   other.slot.load(std::memory_order_relaxed));
        }
    };

    Entry copies_[2][config::max_regions];
    std::atomic<unsigned> version_{0};
};

} // namespace smh::detail
