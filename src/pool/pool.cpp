// The way of a request: attribute to regions, address to region, region to heap.
#include "smh/pool.hpp"

#include "base/bits.hpp"
#include "base/fault.hpp"
#include "heap/short_ways.hpp"
#include "pool/guard.hpp"
#include "pool/kind.hpp"
#include "pool/lines.hpp"

namespace smh {

// Where there are recent blocks, most requests end with one of the first region. That way is short
// and calls nothing, so that it needs no registers saved; all other ways lead through alloc_rest
// and alloc_any.
void* Pool::alloc(Attribute attribute, std::size_t bytes) noexcept {
    if (!attribute.in_bound()) {
        return nullptr;
    }
    const SlotSet& serving = serving_[attribute.number];
    if constexpr (heap::has_recent) {
        Slot* const first = first_[attribute.number].load(std::memory_order_acquire);
        if (first != nullptr && first->lock.try_lock()) {
            void* block = nullptr;
            if (first->heap().alloc_recent(bytes, block)) [[likely]] {
                ++first->allocations;
                first->lock.unlock();
                return block;
            }
            return alloc_rest(*first, serving, bytes);
        }
    }
    return alloc_any(serving, heap::unit_size, bytes);
}

// From where alloc left off, with the lock of the first of the slots still held.
[[gnu::noinline]] void* Pool::alloc_rest(Slot& first, const SlotSet& serving,
                                         std::size_t bytes) noexcept {
    const heap::Units units = heap::units_of(bytes);
    if (units == 0) {
        first.lock.unlock();
        return nullptr;
    }
    const heap::Key key = heap::key_of(units);
    std::uint32_t slots = serving[0].load(std::memory_order_acquire);
    for (Slot* slot = &first;;) {
        {
            const Guard guard(slot->lock, Guard::Held{});
            heap::Heap& heap = slot->heap();
            void* const block = in_whole_lines(slot->region) ? ask_for_lines(*slot, 0, bytes)
                                : heap.may_list(units, key)  ? heap.alloc_listed(units, key)
                                                             : nullptr;
            if (block != nullptr) {
                ++slot->allocations;
                return block;
            }
        }
        slots &= slots - 1;
        if (slots == 0) {
            return alloc_any(serving, heap::unit_size, bytes);
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
    if (!attribute.in_bound() || (alignment & (alignment - 1)) != 0) {
        return nullptr;
    }
    return alloc_any(serving_[attribute.number],
                     alignment > heap::unit_size ? alignment : heap::unit_size, bytes);
}

// Each region that has the attribute first does what is quick; only if none can serve, each does
// all it can.
[[gnu::noinline]] void* Pool::alloc_any(const SlotSet& slots, std::size_t alignment,
                                        std::size_t bytes) noexcept {
    const heap::Units units = heap::units_of(bytes);
    if (units == 0) {
        return nullptr;
    }
    const heap::Key key = heap::key_of(units);
    for (bool last_try = false;; last_try = true) {
        for (unsigned word = 0; word < set_words; ++word) {
            std::uint32_t left = slots[word].load(std::memory_order_acquire);
            for (; left != 0; left &= left - 1) {
                Slot& slot = *detail::opaque(&slots_[32 * word + base::lowest_bit(left)]);
                // Without recent blocks, a region that has no block so large is left at once.
                if (!heap::has_recent && !last_try && !slot.heap().may_list(units, key)) {
                    continue;
                }
                const Guard guard(slot.lock);
                if (heap::has_recent && last_try) {
                    slot.heap().stop_keeping();
                }
                void* const block = in_whole_lines(slot.region)
                                        ? ask_for_lines(slot, alignment, bytes)
                                        : slot.heap().serve(units, key, alignment);
                if (block != nullptr) {
                    ++slot.allocations;
                    return block;
                }
                slot.failures += last_try ? 1 : 0;
            }
        }
        if (last_try) {
            return nullptr;
        }
    }
}

// With the slot's lock held.
[[gnu::noinline]] void* Pool::ask_for_lines(Slot& slot, std::size_t alignment,
                                            std::size_t bytes) noexcept {
    const std::size_t line = slot.region.cache_line;
    const heap::Units units = units_in_lines(bytes, line);
    return units != 0
               ? slot.heap().serve(units, heap::key_of(units), alignment > line ? alignment : line)
               : nullptr;
}

// As alloc: the short way calls nothing. A null pointer is in no region.
void Pool::free(void* block) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    Slot* const slot = owners_.probable(slots_, address);
    if (slot == nullptr || !slot->lock.try_lock()) {
        return free_any(block, slot);
    }
    if (heap::has_recent && slot->heap().free_recent(address)) [[likely]] {
        ++slot->frees;
        return slot->lock.unlock();
    }
    free_held(*slot, block);
}

[[gnu::noinline]] void Pool::free_any(void* block, Slot* slot) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    if (slot == nullptr && block != nullptr) {
        slot = owners_.find(slots_, address);
        if (slot == nullptr) {
            fault(FaultKind::foreign_pointer, Call::free, block, nullptr);
        }
    }
    if (slot == nullptr) {
        return;
    }
    slot->lock.lock();
    if (heap::has_recent && slot->heap().free_recent(address)) {
        ++slot->frees;
        return slot->lock.unlock();
    }
    free_held(*slot, block);
}

// With the slot's lock held, which it gives back.
[[gnu::noinline]] void Pool::free_held(Slot& slot, void* block) noexcept {
    const heap::FreeResult result =
        slot.heap().free_merged(reinterpret_cast<std::uintptr_t>(block));
    slot.frees += result == heap::FreeResult::freed ? 1 : 0;
    slot.lock.unlock();
    if (result != heap::FreeResult::freed) {
        fault(kind_of(result), Call::free, block, &slot);
    }
}

[[gnu::noinline]] void Pool::fault(FaultKind kind, Call call, const void* block,
                                   const Slot* slot) const noexcept {
    const char* const name = slot != nullptr ? slot->region.name : nullptr;
    const auto number = slot != nullptr ? static_cast<int>(slot - slots_) : -1;
    base::raise({kind, call, block, name, number});
}

} // namespace smh
