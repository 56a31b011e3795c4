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
#include "smh/waiting.hpp"

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

    // The generic timer, which counts at a rate that a boot loader has set.
    static std::uint64_t nanoseconds() noexcept {
        std::uint64_t count;
        std::uint64_t rate;
        asm volatile("isb\n\tmrs %0, cntvct_el0\n\tmrs %1, cntfrq_el0" : "=r"(count), "=r"(rate));
        constexpr std::uint64_t second = 1'000'000'000;
        return count / rate * second + count % rate * second / rate;
    }
};

using Lock = CoreLock<Core>;

// Who waits for memory looks again and again.
using Event = PollingEvent<Core>;
inline constexpr bool can_wait = true;

// Ticks since the start: hard to guess where that was not the same to the tick.
inline std::uintptr_t entropy() noexcept {
    std::uintptr_t ticks = 0;
    asm volatile("mrs %0, cntpct_el0" : "=r"(ticks));
    return ticks;
}

// A debugger stops here; without one this is a breakpoint exception. Where a debugger goes on, the
// faulty call has had no effect.
inline void on_fault(const Fault&) noexcept {
    asm volatile("brk #0");
}

} // namespace smh::port
