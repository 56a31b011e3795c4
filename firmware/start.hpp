// What every start-up leads to, once there is a stack. The names are plain ones, for assembly.
#pragma once

#include <cstdint>

extern "C" {

// Lays out the memory of the program as C++ expects it, runs it, and stops.
[[noreturn]] void machine_start();

// A core behind the first: does what start_second_core was given, then sleeps.
[[noreturn]] void machine_second();

// From sections.ld: all that is executed, and where the stack begins.
extern const std::uint16_t text_begin[];
extern const std::uint16_t text_end[];
extern std::uint32_t stack_top[];

} // extern "C"
