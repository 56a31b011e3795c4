// What the programs for bare boards need of a machine. This is no part of smh; a product has its
// own.
#pragma once

#include <cstddef>
#include <cstdint>

namespace machine {

// The program. Each image defines one; the start-up calls it and stops with what it returns.
int run();

// To the console of whoever runs the image.
void write(const char* text);
void write(std::uint32_t number);

// The words that the run was given, cut off where there are more than `size` - 1 characters.
void command_line(char* words, std::size_t size);

// Ends the run with this exit status, 0 to 255.
[[noreturn]] void stop(int status);

// How a run ends that has hit an exception which nobody expected.
[[noreturn]] void stop_at_exception(bool at_breakpoint);
inline constexpr int stopped_by_exception = 70;
inline constexpr int stopped_by_breakpoint = 71;

// Runs the handler once, in an interrupt on the core that asks, after so many ticks of its timer: 1
// to 0xFFFFFF. The handler may ask again.
using InterruptHandler = void (*)();
void interrupt_after(std::uint32_t ticks, InterruptHandler handler);

// Runs the function on the second core, with a stack of its own; afterwards that core sleeps. Only
// on boards with several cores, and once.
void start_second_core(void (*function)());

// Only on boards with memory at address 0 and the vectors in it: moves the vectors elsewhere.
void move_vectors_from_zero();

} // namespace machine
