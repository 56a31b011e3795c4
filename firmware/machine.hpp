// What the programs for bare boards need of a machine: a start, a voice and an end. This is no part
// of smh; a product has its own.
#pragma once

#include <cstdint>

namespace machine {

// The program. Each image defines one; the start-up calls it and stops with what it returns.
int run();

// To the console of whoever runs the image.
void write(const char* text);
void write(std::uint32_t number);

// Ends the run with this exit status, 0 to 255.
[[noreturn]] void stop(int status);

// How a run ends that has hit an exception which nobody expected, and one at a breakpoint.
inline constexpr int stopped_by_exception = 70;
inline constexpr int stopped_by_breakpoint = 71;

} // namespace machine
