// What is done with an allocated block, under its region's lock.
#pragma once

#include "pool/kind.hpp"
#include "pool/within.hpp"

namespace smh {

// Calls `action(slot, block)` for the allocated block at a place of the slot's region, with its
// lock held, and gives that back. False, after a fault, where the place is no block's.
template <class Action>
bool Pool::with_held_block(Call call, const Slot& slot, Place place,
                           const Action& action) const noexcept {
    heap::FreeResult result = heap::FreeResult::damaged;
    within_held(slot, call, [&]() noexcept {
        heap::Block block{};
        result = slot.with_heap([&](auto& heap) noexcept {
            using Heap = std::remove_reference_t<decltype(heap)>;
            return heap.look_at(static_cast<typename Heap::Address>(place), block);
        });
        if (result == heap::FreeResult::freed) {
            action(slot, block);
        }
        return result != heap::FreeResult::damaged;
    });
    if (result == heap::FreeResult::freed) {
        return true;
    }
    if (!heap::checks_lists || result != heap::FreeResult::damaged) {
        fault(kind_of(result), call, place, &slot);
    }
    return false;
}

} // namespace smh
