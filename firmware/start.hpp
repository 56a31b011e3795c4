// What every start-up does once there is a stack.
#pragma once

#include <cstdint>

namespace machine {

// Lays out the memory of the program as C++ expects it, runs it, and stops.
[[noreturn]] void start();

// From the linker script.
extern "C" std::uint32_t stack_top[];

} // namespace machine
