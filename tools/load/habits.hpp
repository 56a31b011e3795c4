// How drivers use memory: the load of both demos, the one on this machine and the one on a bare
// board.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/attribute.hpp"

namespace smh::demo {

struct Habit {
    enum class Order : std::uint8_t { any, oldest_first, kept };

    const char* name;
    Attribute attribute;
    Attribute otherwise;  // where no region with that can serve; the same: nothing else will do
    std::size_t smallest; // bytes
    std::size_t largest;
    std::size_t alignment; // bytes
    std::size_t blocks;    // at most so many at a time
    Order order;
    unsigned weight; // how often, beside the others
};

// As the devicetree reader numbers them.
inline constexpr Attribute non_volatile{2};
inline constexpr Attribute dma{4};
inline constexpr Attribute executable{7};

// Packets that find no memory for DMA are copied by the processor. Nothing can stand in for memory
// that runs code, or that is kept over a reset.
inline constexpr Habit habits[] = {
    {"rings", dma, dma, 1024, 2048, 64, 1, Habit::Order::kept, 1},
    {"network", dma, non_cacheable, 64, 2048, 32, 8, Habit::Order::oldest_first, 12},
    {"descriptors", non_cacheable, non_cacheable, 16, 64, 16, 200, Habit::Order::any, 10},
    {"objects", cacheable, cacheable, 16, 1024, 0, 600, Habit::Order::any, 12},
    {"video", cacheable, cacheable, 4096, 32768, 32, 80, Habit::Order::any, 4},
    {"loader", executable, executable, 256, 2048, 0, 6, Habit::Order::oldest_first, 2},
    {"settings", non_volatile, non_volatile, 16, 192, 0, 16, Habit::Order::any, 1},
};

} // namespace smh::demo
