// A block that is to become longer or shorter.
#pragma once

#include "heap/heap.hpp"
#include "smh/pool.hpp"

namespace smh {

// What realloc is to make of a block, and what that is.
struct Pool::Resize {
    Place place;
    std::size_t alignment;
    std::size_t bytes;
    heap::Block old{};
    std::size_t usable = 0; // of the old block
};

} // namespace smh
