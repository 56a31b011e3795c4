// The Linux port: what the pool needs from the platform. docs/porting.md explains each item.
#pragma once

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>

#include <sys/single_threaded.h>

#include "smh/fault.hpp"

namespace smh::port {

// Objects that different threads write are kept this many bytes apart.
inline constexpr std::size_t interference_size = 64;
inline constexpr bool one_core = false;

// A lock of one word. Free: 0. Held: 1. Held, and someone may be asleep in the kernel: 2. (Ulrich
// Drepper, "Futexes Are Tricky", 2011, section "Mutex, Take 2".) Not recursive, so it must not be
// taken in a signal handler.
class Lock {
public:
    [[gnu::always_inline]] void lock() noexcept {
        if (!try_lock()) {
            lock_contended();
        }
    }
    [[gnu::always_inline]] bool try_lock() noexcept {
        if (__libc_single_threaded != 0) [[likely]] {
            state_.store(1, std::memory_order_relaxed);
            return true;
        }
        std::uint32_t expected = 0;
        return state_.compare_exchange_strong(expected, 1, std::memory_order_acquire,
                                              std::memory_order_relaxed);
    }
    [[gnu::always_inline]] void unlock() noexcept {
        if (__libc_single_threaded != 0) [[likely]] {
            state_.store(0, std::memory_order_relaxed);
            return;
        }
        if (state_.exchange(0, std::memory_order_release) == 2) {
            wake_one();
        }
    }

private:
    [[gnu::noinline, gnu::cold]] void lock_contended() noexcept;
    [[gnu::noinline]] void wake_one() noexcept;

    std::atomic<std::uint32_t> state_{0};
};

// One caller sleeps in the kernel until another wakes it.
class Event {
public:
    void set() noexcept;
    bool wait(std::uint64_t nanoseconds) noexcept;

private:
    std::atomic<std::uint32_t> set_{0};
};
inline constexpr bool can_wait = true;

// From now on each fork calls the first before it, in the parent and in the child one of the others
// after it. False where there is no memory for that.
bool at_fork(void (*before)(), void (*in_parent)(), void (*in_child)()) noexcept;

// A number that nobody can guess; 0 where the system has none yet.
std::uintptr_t entropy() noexcept;

// What happens on a fault where no handler is set: prints one line to stderr and aborts.
void on_fault(const Fault& fault) noexcept;

// The error numbers of the C API, positive.
inline constexpr int error_already = EALREADY;
inline constexpr int error_not_permitted = EPERM;
inline constexpr int error_invalid = EINVAL;
inline constexpr int error_exists = EEXIST;
inline constexpr int error_no_memory = ENOMEM;
inline constexpr int error_busy = EBUSY;

} // namespace smh::port
