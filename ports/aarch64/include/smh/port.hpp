// The port to 64-bit Arm without an operating system, at exception level 1 or above: interrupts are
// kept off while a lock is held, and where there are several cores (SMH_CORES) a ticket keeps the
// others out. docs/porting.md explains each item.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"
#include "smh/fault.hpp"
#include "smh/locks.hpp"
#include "smh/newlib_errors.hpp"

namespace smh::port {

// One core: there is nobody to share a cache line with.
inline constexpr std::size_t interference_size = config::cores == 1 ? sizeof(void*) : 64;
inline constexpr bool one_core = config::cores == 1;

// IRQ and FIQ are kept off. SError and synchronous exceptions are not: those must not call the
// pool.
struct Core {
    using State = std::uintptr_t;

    static State mask() noexcept {
        State before;
        asm volatile("mrs %0, daif\n\tmsr daifset, #3" : "=r"(before) : : "memory");
        return before;
    }
    static void restore(State before) noexcept {
        asm volatile("msr daif, %0" : : "r"(before) : "memory");
    }
    static void pause() noexcept { asm volatile("yield"); }
};

using Lock = CoreLock<Core>;

// A debugger stops here; without one this is a breakpoint exception. Where a debugger goes on, the
// faulty call has had no effect.
inline void on_fault(const Fault&) noexcept {
    asm volatile("brk #0");
}

} // namespace smh::port
