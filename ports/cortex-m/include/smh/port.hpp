// The port to Cortex-M, all of them, from M0 on: one core, whose interrupts are kept off while a
// lock is held. docs/porting.md explains each item.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"
#include "smh/fault.hpp"
#include "smh/locks.hpp"
#include "smh/newlib_errors.hpp"
#include "smh/waiting.hpp"

namespace smh::port {

static_assert(config::cores == 1, "a lock that only keeps interrupts off does not suffice");

// One core: there is nobody to share a cache line with.
inline constexpr std::size_t interference_size = sizeof(void*);
inline constexpr bool one_core = true;

// Interrupts of every priority are kept off, but for NMI and HardFault: those must not call the
// pool.
struct Core {
    using State = std::uint32_t;

    static State mask() noexcept {
        State before;
        asm volatile("mrs %0, primask\n\tcpsid i" : "=r"(before) : : "memory");
        return before;
    }
    static void restore(State before) noexcept {
        asm volatile("msr primask, %0" : : "r"(before) : "memory");
    }
};

using Lock = MaskingLock<Core>;

// No clock that all of these cores have: nobody waits for memory. With an RTOS, its semaphores make
// an Event.
using Event = NoEvent;
inline constexpr bool can_wait = false;

// No source of it that all of these cores have.
inline std::uintptr_t entropy() noexcept {
    return 0;
}

// A debugger stops here; without one this is a HardFault (a DebugMonitor exception where the
// program has enabled that). Where a debugger goes on, the faulty call has had no effect.
inline void on_fault(const Fault&) noexcept {
    asm volatile("bkpt 0");
}

} // namespace smh::port
