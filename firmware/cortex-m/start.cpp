// From reset to the program, and the exceptions. The stack is there from the beginning.
#include "start.hpp"

#include <cstdint>

#include "machine.hpp"
#include "registers.hpp"
#include "timer.hpp"

namespace machine {

namespace {

[[noreturn]] void reset();
[[gnu::naked]] void unexpected();

// The architecture's own exceptions, from Reset (1) to SysTick (15). Boards' interrupts stay off.
using Handler = void (*)();
constexpr unsigned exceptions = 16;

struct VectorTable {
    const std::uint32_t* stack;
    Handler handlers[exceptions - 1];
};

[[gnu::section(".vectors"), gnu::used]] const VectorTable vectors{
    stack_top,
    {reset, unexpected, unexpected, unexpected, unexpected, unexpected, unexpected, unexpected,
     unexpected, unexpected, unexpected, unexpected, unexpected, unexpected, timer_interrupt}};

// A word that lies across a multiple of its size is a fault, also where the core could read it. (On
// cores without the bit it is one in any case.)
void forbid_unaligned_access() {
    constexpr std::uint32_t unalign_trap = 1U << 3;
    volatile std::uint32_t& configuration = system_register(0xE000ED14);
    configuration = configuration | unalign_trap;
}

// What the core has put on the stack, before it came here: r0 to r3, r12, lr, pc, xpsr. The
// smallest cores have no register that says why; but the instruction does.
extern "C" [[noreturn, gnu::used]] void machine_exception(const std::uint32_t* frame) {
    constexpr unsigned breakpoint = 0xBE;
    const std::uintptr_t where = frame[6];
    const bool in_image =
        where - reinterpret_cast<std::uintptr_t>(text_begin) <
        reinterpret_cast<std::uintptr_t>(text_end) - reinterpret_cast<std::uintptr_t>(text_begin);
    stop_at_exception(in_image &&
                      *reinterpret_cast<const std::uint16_t*>(where) >> 8 == breakpoint);
}

void reset() {
    forbid_unaligned_access();
    machine_start();
}

[[gnu::naked]] void unexpected() {
    asm volatile("mov r0, sp\n\tldr r1, =machine_exception\n\tbx r1");
}

} // namespace

void move_vectors_from_zero() {
    alignas(128) static VectorTable moved; // to a multiple of its size, rounded up
    moved = vectors;
    system_register(0xE000ED08) = reinterpret_cast<std::uint32_t>(&moved);
}

} // namespace machine
