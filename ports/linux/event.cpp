#include <ctime>

#include "futex.hpp"
#include "smh/port.hpp"

namespace smh::port {

namespace {

constexpr std::uint64_t forever = ~std::uint64_t{0};
constexpr std::uint64_t second = 1'000'000'000;

std::uint64_t now() noexcept {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * second +
           static_cast<std::uint64_t>(time.tv_nsec);
}

timespec time_of(std::uint64_t nanoseconds) noexcept {
    return {static_cast<time_t>(nanoseconds / second), static_cast<long>(nanoseconds % second)};
}

} // namespace

void Event::set() noexcept {
    set_.store(1, std::memory_order_release);
    futex(set_, FUTEX_WAKE_PRIVATE, 1);
}

// Until a moment, not for a time: what wakes the thread in between does not make it longer.
bool Event::wait(std::uint64_t nanoseconds) noexcept {
    const std::uint64_t begin = now();
    const bool ends = nanoseconds < forever - begin;
    const timespec end = time_of(ends ? begin + nanoseconds : 0);
    while (set_.load(std::memory_order_acquire) == 0) {
        if (ends && now() - begin >= nanoseconds) {
            return false;
        }
        futex(set_, FUTEX_WAIT_BITSET_PRIVATE, 0, ends ? &end : nullptr);
    }
    return true;
}

} // namespace smh::port
