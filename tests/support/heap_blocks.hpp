// Blocks of a heap, as the pool allocates, resizes and frees them at each level.
#pragma once

#include <gtest/gtest.h>

#include <cstring>

#include "heap/heap.hpp"

namespace smh::heap {

inline std::uintptr_t number(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

// Where blocks are exact, they are freed in two steps, between which they are filled.
inline FreeResult free_block(Heap& heap, std::uintptr_t address) {
    if constexpr (!config::exact) {
        return heap.free(address);
    }
    Block block{};
    const FreeResult result = heap.look_at(address, block);
    if (result == FreeResult::freed) {
        heap.park(address);
        std::memset(reinterpret_cast<void*>(address), freed_byte, block.footprint - word_size);
        heap.retire(address);
    }
    return result;
}

// False where there is no room.
inline bool resize_block(Heap& heap, std::uintptr_t address, std::size_t bytes,
                         std::size_t alignment = granule) {
    const bool resized = heap.resize_block(address, units_of(bytes, alignment), alignment);
    if (config::exact && resized) {
        heap.seal(address, bytes, alignment);
    }
    return resized;
}

// The longest request that a block of so many units serves.
inline constexpr std::size_t bytes_in(Units units) {
    return units * bytes_per_unit - word_size - note_size(granule);
}

} // namespace smh::heap
