// What a run is to be.
#pragma once

#include <cstdint>

namespace smh::soak {

struct Options {
    double minutes = 2;
    std::uint64_t operations = 0; // where not 0, so many instead
    unsigned threads = 4;
    std::uint32_t seed = 1;
    double interval = 2; // seconds between two lines
    bool json = false;
};

} // namespace smh::soak
