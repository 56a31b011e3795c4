// What a heap can say about itself in constant time.
#include "heap/heap.hpp"

namespace smh::heap {

Figures Heap::figures() {
    merge_recent();
    Units largest = 0;
    Units first = 0;
    if (const Bin bin = largest_bin(); bin != 0) {
        // A request for more than these blocks of the last bin finds nothing: see find_in.
        Index index = head(bin);
        first = tag(index).units();
        for (unsigned look = 0; look < looks() && index != none; ++look, index = next(index)) {
            largest = largest > tag(index).units() ? largest : tag(index).units();
        }
    }
    const auto usable = [](Units units) {
        return units != 0 ? std::size_t{units} * bytes_per_unit - word_size : 0;
    };
    return {std::size_t{end_ - first_} * bytes_per_unit, std::size_t{free_units_} * bytes_per_unit,
            std::size_t{minimum_free_units_} * bytes_per_unit, usable(largest), usable(first)};
}

} // namespace smh::heap
