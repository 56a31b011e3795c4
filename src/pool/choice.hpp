// The sets of attributes that a request leads to.
#pragma once

#include "heap/heap.hpp"
#include "smh/request.hpp"

namespace smh {

// The set that is tried as the number-th: each preferred one, then what is required alone.
inline AttributeSet choice_of(const Request& request, std::size_t number) {
    AttributeSet wanted = request.required;
    if (number < request.preferred_count) {
        wanted.insert(request.preferred[number]);
    }
    return wanted;
}

// What a block for it takes at least in a region with its own tags.
inline std::size_t least_with_tag(const Request& request) {
    return std::size_t{heap::units_of(request.bytes, request.alignment)} * heap::bytes_per_unit;
}

// False where no region could ever serve it.
inline bool makes_sense(const Request& request) {
    if (request.preferred == nullptr && request.preferred_count != 0) {
        return false;
    }
    for (std::size_t number = 0; number <= request.preferred_count; ++number) {
        if (!choice_of(request, number).in_bound()) {
            return false;
        }
    }
    const bool possible = heap::units_of(request.bytes, request.alignment) != 0 ||
                          (config::tables && request.bytes - 1 < ~std::size_t{0} / 2);
    return (request.alignment & (request.alignment - 1)) == 0 && possible;
}

} // namespace smh
