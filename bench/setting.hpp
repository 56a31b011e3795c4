// What a peer is given to work with.
#pragma once

#include <cstddef>

namespace smh::bench {

struct Setting {
    // Memory of peers that manage what they are given, and in how many regions smh gets it.
    std::size_t bytes;
    unsigned regions = 4;

    // The regions of workload D: six, for three attributes.
    bool drivers = false;

    // How many attributes the regions have in turn; thread t asks for attribute t.
    unsigned attributes = 1;

    // Regions that lie behind one another in address space that nobody has touched.
    bool untouched = false;

    // For peers that let one choose: what blocks begin at multiples of, in bytes.
    std::size_t granule = 64;
};

} // namespace smh::bench
