#include <cstdint>

#include "machine.hpp"

extern "C" [[noreturn]] void machine_exception() {
    constexpr std::uint64_t breakpoint = 0x3C; // the class of a brk instruction
    std::uint64_t syndrome;
    asm volatile("mrs %0, esr_el1" : "=r"(syndrome));
    machine::stop_at_exception((syndrome >> 26 & 0x3F) == breakpoint);
}
