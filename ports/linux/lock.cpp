#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "smh/port.hpp"

namespace smh::port {

namespace {

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));

// Looks before it sleeps: a region is held for some tens of nanoseconds.
constexpr int looks_before_sleeping = 100;

long futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value) noexcept {
    const int saved = errno;
    const long result = syscall(SYS_futex, &word, operation, value, nullptr, nullptr, 0);
    errno = saved;
    return result;
}

} // namespace

void Lock::lock_contended() noexcept {
    for (int look = 0; look < looks_before_sleeping; ++look) {
        std::uint32_t expected = 0;
        if (state_.load(std::memory_order_relaxed) == 0 &&
            state_.compare_exchange_weak(expected, 1, std::memory_order_acquire,
                                         std::memory_order_relaxed)) {
            return;
        }
    }
    // From here on the lock is taken as "someone may sleep": the next unlock wakes one more.
    while (state_.exchange(2, std::memory_order_acquire) != 0) {
        futex(state_, FUTEX_WAIT_PRIVATE, 2);
    }
}

void Lock::wake_one() noexcept {
    futex(state_, FUTEX_WAKE_PRIVATE, 1);
}

} // namespace smh::port
