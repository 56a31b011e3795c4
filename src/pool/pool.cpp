// The way of a request: attribute to regions, address to region, region to heap.
#include "smh/pool.hpp"

#include "base/bits.hpp"
#include "base/fault.hpp"
#include "heap/heap.hpp"
#include "pool/guard.hpp"

namespace smh {

void* Pool::alloc(Attribute attribute, std::size_t bytes) noexcept {
    return aligned_alloc(attribute, 1, bytes);
}

void* Pool::aligned_alloc(Attribute attribute, std::size_t alignment, std::size_t bytes) noexcept {
    if (!attribute.in_bound() || bytes == 0 || (alignment & (alignment - 1)) != 0) {
        return nullptr;
    }
    const SlotSet& serving = serving_[attribute.number];
    for (unsigned word = 0; word < set_words; ++word) {
        std::uint32_t slots = serving[word].load(std::memory_order_acquire);
        for (; slots != 0; slots &= slots - 1) {
            Slot& slot = slots_[32 * word + base::lowest_bit(slots)];
            if (void* const block = alloc_from(slot, alignment, bytes)) {
                return block;
            }
        }
    }
    return nullptr;
}

void* Pool::alloc_from(Slot& slot, std::size_t alignment, std::size_t bytes) noexcept {
    const Guard guard(slot.lock);
    void* const block = slot.heap->aligned_alloc(alignment, bytes);
    ++(block != nullptr ? slot.allocations : slot.failures);
    return block;
}

void Pool::free(void* block) noexcept {
    if (block == nullptr) {
        return;
    }
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    const Slot* const owner = owner_of(address);
    if (owner == nullptr) {
        base::raise({FaultKind::foreign_pointer, Call::free, block, nullptr, -1});
        return;
    }
    const auto number = static_cast<int>(owner - slots_);
    Slot& slot = slots_[number];
    heap::FreeResult result;
    {
        const Guard guard(slot.lock);
        result = slot.heap->free(address);
        slot.frees += result == heap::FreeResult::freed ? 1 : 0;
    }
    if (result != heap::FreeResult::freed) {
        const FaultKind kind = result == heap::FreeResult::double_free
                                   ? FaultKind::double_free
                                   : FaultKind::interior_pointer;
        base::raise({kind, Call::free, block, slot.region.name, number});
    }
}

// An overtaken look-up can miss (see OwnerTable), but what it finds is checked against the slot's
// own bounds, which never change: so it is repeated only where it found nothing.
const Pool::Slot* Pool::owner_of(std::uintptr_t address) const noexcept {
    for (;;) {
        const unsigned version = owners_.version();
        const unsigned number = owners_.find(address, version);
        if (number != detail::OwnerTable::none) {
            const Slot& slot = slots_[number];
            if (address - slot.begin < slot.end - slot.begin) {
                return &slot;
            }
        }
        if (owners_.version() == version) {
            return nullptr;
        }
    }
}

} // namespace smh
