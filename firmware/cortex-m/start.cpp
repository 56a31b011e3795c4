// From reset to the program, and what happens on an exception that nobody expects.
#include <cstdint>

#include "machine.hpp"
#include "start.hpp"

namespace machine {

namespace {

[[noreturn]] void reset();
[[noreturn]] void fault();

// The architecture's own exceptions, from Reset (1) to SysTick (15). Boards' interrupts stay off.
using Handler = void (*)();
constexpr unsigned exceptions = 16;

struct VectorTable {
    const std::uint32_t* stack;
    Handler handlers[exceptions - 1];
};

[[gnu::section(".vectors"), gnu::used]] const VectorTable vectors{
    stack_top,
    {reset, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault,
     fault, fault}};

volatile std::uint32_t& system_register(std::uintptr_t address) {
    return *reinterpret_cast<volatile std::uint32_t*>(address);
}

// A word that lies across a multiple of its size is a fault, also where the core could read it. (On
// cores without the bit it is one in any case.)
void forbid_unaligned_access() {
    constexpr std::uint32_t unalign_trap = 1U << 3;
    volatile std::uint32_t& configuration = system_register(0xE000ED14);
    configuration = configuration | unalign_trap;
}

bool was_breakpoint() {
    constexpr std::uint32_t debug_event = 1U << 31;
    return (system_register(0xE000ED2C) & debug_event) != 0; // HardFault Status Register
}

void reset() {
    forbid_unaligned_access();
    start();
}

void fault() {
    if (was_breakpoint()) {
        write("stopped at a breakpoint\n");
        stop(stopped_by_breakpoint);
    }
    write("stopped by an exception\n");
    stop(stopped_by_exception);
}

} // namespace
} // namespace machine
