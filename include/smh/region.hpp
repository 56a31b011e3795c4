// A region: a contiguous address range with attributes and user data.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/attribute.hpp"

namespace smh {

struct Region {
    // First address. Any value; 0 is real memory on many chips.
    std::uintptr_t address = 0;

    // Length in bytes. The range must not reach or pass the end of the address space.
    std::size_t size = 0;

    AttributeSet attributes{};

    // Of the regions that have an attribute, those of a higher priority are asked first, and of
    // equal ones in the order of their addition. (Without config::changing_regions it has no
    // effect.)
    int priority = 0;

    // Kept as it is; readable from the region and from any block in it.
    void* user_data = nullptr;

    // For people: statistics and faults show it. Kept as a pointer, so it must outlive the pool.
    const char* name = nullptr;

    // In bytes, a power of two, or 0. Where it is set, no cache line of this size holds a part of a
    // block beside anything else: not another block, nor what the heap notes, nor what lies beside
    // the region, which is trimmed inwards to whole lines. So a driver may invalidate the lines of
    // a block. Each block begins at a line, and takes up to two lines more than its bytes.
    std::size_t cache_line = 0;

    // Where the same memory is mapped a second time, such as with no cache in between: the distance
    // from an address here to that of the same byte there, modulo the address space. 0: it is not.
    // Pool::to_alias and from_alias lead from one to the other, and free takes either.
    std::uintptr_t alias_offset = 0;
};

} // namespace smh
