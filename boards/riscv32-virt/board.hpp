// Where the board has what the start-up needs.
#pragma once

#include <cstdint>

namespace board {

// The core-local interruptor: software interrupts and the timer.
inline constexpr std::uintptr_t clint = 0x02000000;

} // namespace board
