#include "futex.hpp"
#include "smh/port.hpp"

namespace smh::port {

namespace {

// A thread that finds the lock held looks again after longer and longer pauses. So whoever holds it
// can go on for a while, with the region's data in its own cache: that is what keeps two threads on
// one region from being slower than one. After the last look it sleeps.
constexpr unsigned first_pause = 64;
constexpr unsigned last_pause = 1024;

// About 50 ns each. What a processor has to say to its neighbours is said once in each: a machine
// that is itself a guest may be stopped for saying it without end.
void pause(unsigned times) noexcept {
    constexpr unsigned turns = 128;
    for (unsigned time = 0; time < times; ++time) {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#elif defined(__aarch64__)
        asm volatile("isb");
#endif
        for (unsigned turn = 0; turn < turns; ++turn) {
            asm volatile("");
        }
    }
}

} // namespace

void Lock::lock_contended() noexcept {
    for (unsigned length = first_pause; length <= last_pause; length *= 2) {
        pause(length);
        std::uint32_t expected = 0;
        if (state_.load(std::memory_order_relaxed) == 0 &&
            state_.compare_exchange_strong(expected, 1, std::memory_order_acquire,
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
