// The port to copy. It compiles as it is, for one core without interrupts: each place that a real
// platform must fill in says what it has to promise. docs/porting.md walks through it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/fault.hpp"
#include "smh/waiting.hpp"

namespace smh::port {

// Promise: objects this many bytes apart do not slow each other down when different cores write
// them. A power of two. One core: the size of a pointer. Else: the length of a cache line.
inline constexpr std::size_t interference_size = sizeof(void*);

// Promise: where true, all calls of the pool run on one core, and while a lock is held nothing else
// does: interrupts are off. (A mutex of an RTOS is not enough: another task may run then.) So no
// memory barriers are needed.
inline constexpr bool one_core = false;

// Promise: between lock() and unlock() nobody else is between the two on the same object, and
// try_lock() takes the lock or says at once that it cannot; what was written before unlock() is
// seen after the next lock(). Static initialisation, no constructor code. A lock is held for one
// bounded operation of a heap, and never while the pool calls out. Calls from interrupts are
// allowed exactly where lock() keeps those interrupts off and unlock() restores what was before. On
// bare machines one of smh/locks.hpp will do.
class Lock {
public:
    void lock() noexcept {}
    bool try_lock() noexcept { return true; }
    void unlock() noexcept {}
};

// Promise: where can_wait is true, an Event as smh/waiting.hpp describes it; a semaphore of an RTOS
// does. Else nobody waits for memory.
using Event = NoEvent;
inline constexpr bool can_wait = false;

// Where a process can fork while other threads use the pool, a port has this too:
//
//   bool at_fork(void (*before)(), void (*in_parent)(), void (*in_child)()) noexcept;
//
// Promise: from then on each fork calls the first before it, and after it the second in the process
// that forked and the third in the new one. False where that cannot be done.

// Promise: a number, at best one that nobody can guess: from level full on (config::hardening) what
// the heap hides in memory hangs on it. 0 where the platform has none.
inline std::uintptr_t entropy() noexcept {
    return 0;
}

// What happens on a fault where no handler is set. Bare metal: stop where a debugger sees it.
inline void on_fault(const Fault&) noexcept {
    __builtin_trap();
}

// The positive error numbers that the platform's <errno.h> gives these names.
inline constexpr int error_not_permitted = 1; // EPERM
inline constexpr int error_no_memory = 12;    // ENOMEM
inline constexpr int error_busy = 16;         // EBUSY
inline constexpr int error_exists = 17;       // EEXIST
inline constexpr int error_invalid = 22;      // EINVAL
inline constexpr int error_already = 114;     // EALREADY on Linux; 120 in newlib

} // namespace smh::port
