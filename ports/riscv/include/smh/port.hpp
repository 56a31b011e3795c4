// The port to RISC-V, 32 and 64 bits, in machine mode: interrupts are kept off while a lock is
// held, and where there are several harts (SMH_CORES) a ticket keeps the others out.
// docs/porting.md explains each item.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"
#include "smh/fault.hpp"
#include "smh/locks.hpp"
#include "smh/newlib_errors.hpp"
#include "smh/waiting.hpp"

namespace smh::port {

// One hart: there is nobody to share a cache line with.
inline constexpr std::size_t interference_size = config::cores == 1 ? sizeof(void*) : 64;
inline constexpr bool one_core = config::cores == 1;

// All interrupts of the hart are kept off. Exceptions and non-maskable interrupts are not: those
// must not call the pool.
struct Core {
    using State = std::uintptr_t;

    static State mask() noexcept {
        constexpr State machine_interrupts = 8; // mstatus.MIE
        State before;
        asm volatile("csrrci %0, mstatus, %1" : "=r"(before) : "i"(machine_interrupts) : "memory");
        return before & machine_interrupts;
    }
    static void restore(State before) noexcept {
        asm volatile("csrs mstatus, %0" : : "r"(before) : "memory");
    }
    // The instruction `pause`, by number: it does nothing on harts that do not know it.
    static void pause() noexcept { asm volatile(".word 0x0100000F"); }
};

using Lock = CoreLock<Core>;

// No clock that all of these cores have: nobody waits for memory. With an RTOS, its semaphores make
// an Event.
using Event = NoEvent;
inline constexpr bool can_wait = false;

// Cycles since the start: hard to guess where that was not the same to the cycle.
inline std::uintptr_t entropy() noexcept {
    std::uintptr_t cycles = 0;
    asm volatile("csrr %0, mcycle" : "=r"(cycles));
    return cycles;
}

// A debugger stops here; without one this is a breakpoint exception. Where a debugger goes on, the
// faulty call has had no effect.
inline void on_fault(const Fault&) noexcept {
    asm volatile("ebreak");
}

} // namespace smh::port
