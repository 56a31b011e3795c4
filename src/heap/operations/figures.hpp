// What a heap can say about itself in constant time.
#pragma once

#include "heap/blocks.hpp"

namespace smh::heap {

template <class Places>
Figures BasicHeap<Places>::figures() {
    merge_recent();
    Units largest = 0;
    Units first = 0;
    if (const Bin bin = largest_bin(); bin != 0) {
        // A request for more than these blocks of the last bin finds nothing: see find_in.
        Index index = head(bin);
        first = checks_lists && !usable(index) ? 0 : tag(index).units();
        const auto listed = [this](Index place) {
            return checks_lists ? is_place(place) : place != none;
        };
        for (unsigned look = 0; look < looks() && listed(index); ++look, index = next(index, bin)) {
            largest = largest > tag(index).units() ? largest : tag(index).units();
        }
    }
    const auto all = [this](Units units) { return base::saturated(this->bytes_of(units)); };
    const auto usable = [this](Units units) {
        return units != 0 ? base::saturated(this->payload_of(units) - note_size(1)) : 0;
    };
    const Units whole = end_ - first_;
    return {.capacity = all(whole),
            .free = all(free_units_),
            .used = all(whole - free_units_),
            .minimum_free = all(minimum_free_units_),
            .peak = all(whole - minimum_free_units_),
            .largest = usable(largest),
            .aligned = usable(first)};
}

} // namespace smh::heap
