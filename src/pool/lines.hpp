// Blocks in whole cache lines, for regions that ask for them (Region::cache_line).
//
//   line       |            |            |            |            |
//              |          T | payload of the block    |          T | payload of the next
//
// A block begins at a line, and a line lies between its bytes and what comes behind: the last word
// of that is the tag of the next block. So no line with a tag holds a byte of a block.
#pragma once

#include "base/bits.hpp"
#include "heap/heap.hpp"
#include "smh/config.hpp"
#include "smh/region.hpp"

namespace smh {

// Shorter lines are the heap's own granule anyway.
inline bool in_whole_lines(const Region& region) {
    return config::cache_lines && region.cache_line > heap::granule;
}

// At least at a line, so that a freed block is not kept for requests that know nothing of lines.
inline std::size_t alignment_in(const Region& region, std::size_t alignment) {
    const std::size_t least = in_whole_lines(region) ? region.cache_line : heap::granule;
    return alignment > least ? alignment : least;
}

// What the heap has to give for so many bytes; 0 where no heap can.
inline heap::Units units_in_lines(std::size_t bytes, std::size_t line) {
    if (bytes - 1 >= heap::max_bytes - 2 * line) {
        return 0;
    }
    return heap::units_of(base::round_up(bytes, line) + line - heap::word_size);
}

// What the user may use of a block that is so long with its tag.
inline std::size_t usable_in_lines(std::size_t footprint, std::size_t line) {
    return footprint > line ? base::round_down(footprint - line, line) : 0;
}

inline std::size_t usable_in(const Region& region, const heap::Block& block) {
    return in_whole_lines(region) && !config::exact
               ? usable_in_lines(block.footprint, region.cache_line)
               : block.usable;
}

} // namespace smh
