// Where the board has what the start-up needs.
#pragma once

#include <cstdint>

namespace board {

// The interrupt controller, version 2: what all cores share, and each core's own part.
inline constexpr std::uintptr_t gic_distributor = 0x08000000;
inline constexpr std::uintptr_t gic_core = 0x08010000;

} // namespace board
