// How ports let a caller wait for memory. A port has an Event, on which one caller waits and
// another wakes it:
//
//   void set() noexcept;                          whoever waits, now or later, goes on
//   bool wait(std::uint64_t nanoseconds) noexcept; until set, or until so long: false; all bits:
//   ever
//
// An Event is used once. set() may be called with a lock held, wait() is not.
#pragma once

#include <atomic>
#include <cstdint>

namespace smh {

// For ports that cannot wait: they say can_wait = false, and this is never used.
class NoEvent {
public:
    static void set() noexcept {}
    static bool wait(std::uint64_t /*nanoseconds*/) noexcept { return false; }
};

// For machines without an operating system that have a clock: looks again and again. `Core` has
// nanoseconds(), which never goes back, and pause(), said between two looks.
template <typename Core>
class PollingEvent {
public:
    void set() noexcept { set_.store(true, std::memory_order_release); }

    bool wait(std::uint64_t nanoseconds) noexcept {
        const std::uint64_t begin = Core::nanoseconds();
        while (!set_.load(std::memory_order_acquire)) {
            if (Core::nanoseconds() - begin >= nanoseconds) {
                return false;
            }
            Core::pause();
        }
        return true;
    }

private:
    std::atomic<bool> set_{false};
};

} // namespace smh
