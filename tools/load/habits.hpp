// How drivers use memory: the load of both demos, the one on this machine and the one on a bare
// board.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/attribute.hpp"

namespace smh::demo {

struct Habit {
    enum class Order : std::uint8_t { any, oldest_first, kept };

    Attribute attribute;
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

inline constexpr Habit habits[] = {
    {dma, 1024, 2048, 64, 1, Habit::Order::kept, 1},              // descriptor rings
    {dma, 64, 2048, 32, 8, Habit::Order::oldest_first, 12},       // packets
    {non_cacheable, 16, 64, 16, 200, Habit::Order::any, 10},      // descriptors
    {cacheable, 16, 1024, 0, 600, Habit::Order::any, 12},         // objects
    {cacheable, 4096, 32768, 32, 80, Habit::Order::any, 4},       // frames
    {executable, 256, 2048, 0, 6, Habit::Order::oldest_first, 2}, // code loaded on demand
    {non_volatile, 16, 192, 0, 16, Habit::Order::any, 1},         // settings and logs
};

} // namespace smh::demo
