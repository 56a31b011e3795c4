// What a heap can say about itself in constant time.
#include "heap/blocks.hpp"

namespace smh::heap {

Figures Heap::figures() {
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
        for (unsigned look = 0; look < looks() && listed(index); ++look, index = next(index)) {
            largest = largest > tag(index).units() ? largest : tag(index).units();
        }
    }
    const auto usable = [](Units units) {
        return units != 0 ? std::size_t{units} * bytes_per_unit - word_size - note_size(1) : 0;
    };
    return {std::size_t{end_ - first_} * bytes_per_unit, std::size_t{free_units_} * bytes_per_unit,
            std::size_t{minimum_free_units_} * bytes_per_unit, usable(largest), usable(first)};
}

} // namespace smh::heap
