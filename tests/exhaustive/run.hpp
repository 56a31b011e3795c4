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

// What is searched, and how far.
struct Scope {
    unsigned depth = 4;
    std::size_t region = 1024; // bytes
    bool elsewhere = false;    // are the tags?
};

// Calls `show` for each depth, or up to where nothing new is found.
void run(const Scope& scope, const std::function<void(const Level&)>& show);

} // namespace smh::exhaustive
