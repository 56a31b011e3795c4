// The last steps of a free, under the slot's lock.
#pragma once

#include "heap/heap.hpp"
#include "pool/marks.hpp"
#include "smh/pool.hpp"

namespace smh {

// A block that is to be free: set aside until it is filled, where the heap's blocks are exact, else
// free at once.
template <class Heap>
void Pool::give_up(Slot& slot, Heap& heap, [[maybe_unused]] const heap::Block& block,
                   Place address) noexcept {
    const auto place = static_cast<typename Heap::Address>(address);
    if constexpr (Heap::exact) {
        heap.park(place);
    } else {
        if constexpr (marks::any) {
            if (slot.region_length() != 0) {
                marks::freed(slot.region, static_cast<std::uintptr_t>(address), block.footprint);
            }
        }
        heap.set_client(place, 0);
        heap.free_merged(place);
        count_freed(slot);
    }
}

} // namespace smh
