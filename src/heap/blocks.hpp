// Cutting and growing free blocks: the steps of which alloc and free are made.
//
// Inline: each is a few instructions, and who calls them has the bins at hand.
#pragma once

#include "heap/short_ways.hpp"

namespace smh::heap {

inline void Heap::mark_free(Index index, Units units) {
    set_tag(index, Tag(index, units, true, false));
    footer_before(index + units) = units;
}

// A free block that only grows or shrinks at its right end stays in its list as long as it can.
inline void Heap::resize(Index index, Bin bin, Units units) {
    const Bin after = bin_for(units);
    if (after != bin) {
        unlink(index, bin);
        link(index, after);
    }
    mark_free(index, units);
}

// Makes [index, index + units) one free block. Its neighbours are allocated, and the tag of the
// right one says already that its left neighbour is free.
inline void Heap::put(Index index, Units units) {
    mark_free(index, units);
    link(index, bin_for(units));
}

// Makes what lies behind the first `left` units of a free block an allocated one. `left` is 0 or
// enough to stay a block.
inline Index Heap::take(Index index, Bin bin, Units left) {
    const Units whole = tag(index).units();
    const Index right = index + whole;
    set_tag(right, tag(right).without_left_free());
    if (left != 0) {
        resize(index, bin, left);
    } else {
        unlink(index, bin);
    }
    const Index block = index + left;
    const Units units = whole - left;
    set_tag(block, Tag(block, units, false, left != 0));
    free_units_ -= units;
    return block;
}

// From the high end, so that what is left of the free block stays where it is.
inline void* Heap::take_last(Index index, Bin bin, Units units) {
    const Units left = tag(index).units() - units;
    const Index block = take(index, bin, left < min_block_units ? 0 : left);
    account_for_taken(0);
    return reinterpret_cast<void*>(address_of(block));
}

} // namespace smh::heap
