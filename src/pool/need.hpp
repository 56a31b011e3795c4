// What a request needs of a region's heap, computed once for all regions. For functions that are
// inlined: it is not worth a place in memory.
#pragma once

#include "heap/heap.hpp"
#include "smh/pool.hpp"

namespace smh {

struct Pool::Need {
    heap::Units units;
    heap::Key key;
    std::size_t alignment; // any power of two, or 0
    std::size_t payload;   // what was asked for, and the note of its alignment

    [[gnu::always_inline]] Need(std::size_t wanted_alignment, std::size_t wanted_payload)
        : units(heap::units_of(wanted_payload)), alignment(wanted_alignment),
          payload(wanted_payload) {
        key = units != 0 ? heap::key_of(units) : 0;
    }

    // Never less than was asked for: what is too long for a note has none.
    std::size_t bytes() const {
        return units != 0 ? payload - heap::note_size(alignment) : payload;
    }

    // No heap can serve 0 bytes, or so many that they cannot be counted. Of what a region with its
    // own tags cannot serve, units is 0.
    [[gnu::always_inline]] bool possible() const {
        return units != 0 || (config::tables && payload - 1 < ~std::size_t{0} / 2);
    }
};

} // namespace smh
