// Whether a region has come to have less free than its mark.
#pragma once

#include <cstddef>
#include <type_traits>

#include "smh/config.hpp"

namespace smh::detail {

// One word: a slot is to fit into two cache lines. Marks are even, and the lowest bit says whether
// the region has been below its mark when last asked.
struct LowWater {
    std::size_t word = 0; // a mark of 0: none

    void set(std::size_t bytes) noexcept { word = bytes & ~std::size_t{1}; }

    // True once each time that the free memory falls below the mark.
    bool falls_below(std::size_t free) noexcept {
        const bool before = (word & 1) != 0;
        const std::size_t mark = word & ~std::size_t{1};
        const bool now = free < mark;
        word = mark | (now ? 1 : 0);
        return now && !before;
    }
};

struct NoLowWater {
    static void set(std::size_t /*bytes*/) noexcept {}
    static bool falls_below(std::size_t /*free*/) noexcept { return false; }
};

using Mark = std::conditional_t<config::observers, LowWater, NoLowWater>;

} // namespace smh::detail
