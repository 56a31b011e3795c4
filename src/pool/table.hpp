// Heaps of regions with their tags elsewhere, as the pool uses them.
#pragma once

#include "base/bits.hpp"
#include "heap/short_ways.hpp"
#include "smh/pool.hpp"

namespace smh {

// What a slot keeps of one, in the heap's own terms.
inline base::Range metadata_memory(const detail::Elsewhere& elsewhere) {
    const detail::Elsewhere::Facts& facts = elsewhere.facts();
    return {facts.memory, facts.memory + facts.memory_size};
}
inline heap::TablePlaces::Span span_of(const detail::Elsewhere& elsewhere) {
    const detail::Elsewhere::Facts& facts = elsewhere.facts();
    return {metadata_memory(elsewhere), facts.begin, facts.size,
            base::lowest_bit(facts.metadata.granule)};
}
inline base::Range metadata_memory(const detail::NoElsewhere& /*none*/) {
    return {};
}
inline heap::TablePlaces::Span span_of(const detail::NoElsewhere& /*none*/) {
    return {};
}

// A block of the heap; `none` where it has none.
inline heap::Index take(heap::TableHeap& heap, std::size_t alignment, std::size_t bytes,
                        bool last_try) {
    if (heap::has_recent && last_try) {
        heap.stop_keeping();
    }
    const heap::Units units = heap.units_for(bytes, alignment);
    return units != 0 ? heap.serve(units, heap::TableHeap::key_of(units), alignment)
                      : heap::TableHeap::none;
}

// The same for one that is no recent block, as quickly as that goes.
inline heap::Index take_listed(heap::TableHeap& heap, std::size_t bytes) {
    const heap::Units units = heap.units_for(bytes, 1);
    const heap::Key key = heap::TableHeap::key_of(units);
    return units != 0 && heap.may_list(units, key) ? heap.alloc_listed(units, key)
                                                   : heap::TableHeap::none;
}

// For the user; null for `none`.
inline void* pointer_to(const heap::TableHeap& heap, heap::Index index) {
    const auto address = static_cast<std::uintptr_t>(heap.address_of(index));
    return index != heap::TableHeap::none ? reinterpret_cast<void*>(address) : nullptr;
}

} // namespace smh
