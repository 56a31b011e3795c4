// Heaps of regions with their tags elsewhere, as the pool uses them.
#pragma once

#include "base/bits.hpp"
#include "heap/short_ways.hpp"
#include "smh/pool.hpp"

namespace smh {

// What a slot keeps of one, in the heap's own terms.
inline heap::TablePlaces::Span span_of(const detail::Elsewhere& elsewhere) {
    return {{elsewhere.memory, elsewhere.memory + elsewhere.memory_size},
            elsewhere.begin,
            elsewhere.size,
            base::lowest_bit(elsewhere.metadata.granule)};
}

// A block of the heap; false, and nothing taken, where it has none.
inline bool take(heap::TableHeap& heap, std::size_t alignment, std::size_t bytes, bool last_try,
                 std::uint64_t& address) {
    if (heap::has_recent && last_try) {
        heap.stop_keeping();
    }
    const heap::Units units = heap.units_for(bytes, alignment);
    const heap::Index index = units != 0
                                  ? heap.serve(units, heap::TableHeap::key_of(units), alignment)
                                  : heap::TableHeap::none;
    address = heap.address_of(index);
    return index != heap::TableHeap::none;
}

} // namespace smh
