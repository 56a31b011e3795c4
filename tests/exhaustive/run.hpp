// A search to a depth. Without a word of the library, as main is compiled once for all its levels.
#pragma once

#include <cstddef>
#include <functional>

namespace smh::exhaustive {

struct Level {
    unsigned depth = 0;
    std::size_t new_states = 0;  // that were not there before
    std::size_t transitions = 0; // operations that led to this depth
    std::size_t states = 0;      // so far
};

// Calls `show` for each depth, up to this one, or to where nothing new is found.
void run(std::size_t region_bytes, unsigned depth, const std::function<void(const Level&)>& show);

} // namespace smh::exhaustive
