// The way of a request: attribute to regions, address to region, region to heap.
#include "smh/pool.hpp"

#include "base/bits.hpp"
#include "base/fault.hpp"
#include "heap/short_ways.hpp"
#include "pool/guard.hpp"

namespace smh {

// Most requests end in the first region with a recent block. That way is short and calls nothing,
// so that it needs no registers saved; all other ways lead through alloc_rest and alloc_any.
void* Pool::alloc(Attribute attribute, std::size_t bytes) noexcept {
    if (!attribute.in_bound()) {
        return nullptr;
    }
    const SlotSet& serving = serving_[attribute.number];
    Slot* const first = first_[attribute.number].load(std::memory_order_acquire);
    if (first == nullptr || !first->lock.try_lock()) {
        return alloc_any(serving, 0, 1, bytes);
    }
    void* block = nullptr;
    if (first->heap().alloc_recent(bytes, block)) [[likely]] {
        ++first->allocations;
        first->lock.unlock();
        return block;
    }
    return alloc_rest(*first, serving, bytes);
}

// From where alloc left off, with the lock of the first of the slots still held.
[[gnu::noinline]] void* Pool::alloc_rest(Slot& first, const SlotSet& serving,
                                         std::size_t bytes) noexcept {
    std::uint32_t slots = serving[0].load(std::memory_order_acquire);
    for (Slot* slot = &first;;) {
        {
            const Guard guard(slot->lock, Guard::Held{});
            heap::Heap& heap = slot->heap();
            if (void* const block = heap.may_list(bytes)
                                        ? heap.alloc_listed(bytes, heap::Effort::quick)
                                        : nullptr) {
                ++slot->allocations;
                return block;
            }
            ++slot->failures;
        }
        slots &= slots - 1;
        if (slots == 0) {
            return alloc_any(serving, 1, 1, bytes);
        }
        slot = &slots_[base::lowest_bit(slots)];
        slot->lock.lock();
        void* block = nullptr;
        if (slot->heap().alloc_recent(bytes, block)) {
            ++slot->allocations;
            slot->lock.unlock();
            return block;
        }
    }
}

void* Pool::aligned_alloc(Attribute attribute, std::size_t alignment, std::size_t bytes) noexcept {
    if (!attribute.in_bound() || bytes == 0 || (alignment & (alignment - 1)) != 0) {
        return nullptr;
    }
    return alloc_any(serving_[attribute.number], 0, alignment, bytes);
}

// Each region that has the attribute first does what is quick, from word `from` of the set on; only
// if none can serve, each does all it can.
[[gnu::noinline]] void* Pool::alloc_any(const SlotSet& slots, unsigned from, std::size_t alignment,
                                        std::size_t bytes) noexcept {
    void* const block = alloc_from(slots, from, heap::Effort::quick, alignment, bytes);
    return block != nullptr ? block : alloc_from(slots, 0, heap::Effort::full, alignment, bytes);
}

void* Pool::alloc_from(const SlotSet& slots, unsigned from, heap::Effort effort,
                       std::size_t alignment, std::size_t bytes) noexcept {
    for (unsigned word = from; word < set_words; ++word) {
        std::uint32_t left = slots[word].load(std::memory_order_acquire);
        for (; left != 0; left &= left - 1) {
            Slot& slot = slots_[32 * word + base::lowest_bit(left)];
            const Guard guard(slot.lock);
            if (void* const block = slot.heap().aligned_alloc(alignment, bytes, effort)) {
                ++slot.allocations;
                return block;
            }
            slot.failures += effort == heap::Effort::quick ? 1 : 0;
        }
    }
    return nullptr;
}

// As alloc: the short way calls nothing. A null pointer is in no region.
void Pool::free(void* block) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    Slot& slot = *base::opaque(&slots_[guess_.find(address)]);
    const std::size_t size = slot.size.load(std::memory_order_acquire);
    const std::uintptr_t begin = slot.start();
    if (address - begin >= size || !slot.lock.try_lock()) {
        return free_any(block);
    }
    if (reinterpret_cast<heap::Heap*>(begin)->free_recent(address)) [[likely]] {
        ++slot.frees;
        return slot.lock.unlock();
    }
    free_held(slot, block);
}

[[gnu::noinline]] void Pool::free_any(void* block) noexcept {
    if (block == nullptr) {
        return;
    }
    const Slot* const owner = owner_of(reinterpret_cast<std::uintptr_t>(block));
    if (owner == nullptr) {
        return fault(FaultKind::foreign_pointer, block, nullptr);
    }
    Slot& slot = slots_[owner - slots_];
    slot.lock.lock();
    if (slot.heap().free_recent(reinterpret_cast<std::uintptr_t>(block))) {
        ++slot.frees;
        return slot.lock.unlock();
    }
    free_held(slot, block);
}

// With the slot's lock held, which it gives back.
[[gnu::noinline]] void Pool::free_held(Slot& slot, void* block) noexcept {
    const heap::FreeResult result =
        slot.heap().free_merged(reinterpret_cast<std::uintptr_t>(block));
    slot.frees += result == heap::FreeResult::freed ? 1 : 0;
    slot.lock.unlock();
    if (result == heap::FreeResult::double_free) {
        fault(FaultKind::double_free, block, &slot);
    } else if (result == heap::FreeResult::interior_pointer) {
        fault(FaultKind::interior_pointer, block, &slot);
    }
}

[[gnu::noinline]] void Pool::fault(FaultKind kind, void* block, const Slot* slot) noexcept {
    const char* const name = slot != nullptr ? slot->region.name : nullptr;
    const auto number = slot != nullptr ? static_cast<int>(slot - slots_) : -1;
    base::raise({kind, Call::free, block, name, number});
}

// An overtaken look-up can miss (see OwnerTable), but what it finds is checked against the slot's
// own bounds, which never change: so it is repeated only where it found nothing.
const Pool::Slot* Pool::owner_of(std::uintptr_t address) const noexcept {
    for (;;) {
        const detail::OwnerTable::State state = owners_.state();
        const Slot& slot = slots_[owners_.find(address, state)];
        if (slot.contains(address)) {
            return &slot;
        }
        if (owners_.state() == state) {
            return nullptr;
        }
    }
}

} // namespace smh
