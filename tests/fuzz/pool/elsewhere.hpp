// Where the tags of a region lie, if not in the region: in memory of their own, or in a block of
// the pool.
#pragma once

#include <cstdint>

#include "../input.hpp"
#include "smh/metadata.hpp"

namespace smh::fuzz {

struct Elsewhere {
    bool is_so = false;
    Metadata metadata{};

    bool from_pool() const { return !metadata.from.empty(); }
    // With a cache line, which is a part of it.
    std::size_t granule(std::size_t line) const {
        return metadata.granule > line ? metadata.granule : line;
    }
};

// As an input describes it. `number`: of the memory in the arena that it may have.
Elsewhere elsewhere_by(Input& input, unsigned number);

// Its memory, for a region of so many bytes in such granules. Sometimes too little.
void give_memory(Elsewhere& elsewhere, std::uint64_t size, std::size_t granule);

} // namespace smh::fuzz
