// How something is published, and seen by who was not told: what was written before announce() is
// seen after observe() has returned the value.
//
// One core sees what it has written itself, also in its interrupts; there only the compiler has to
// keep the order, and no barrier is needed.
#pragma once

#include <atomic>

#include "smh/port.hpp"

namespace smh::detail {

template <class T>
[[gnu::always_inline]] inline T observe(const std::atomic<T>& place) noexcept {
    if constexpr (port::one_core) {
        const T value = place.load(std::memory_order_relaxed);
        std::atomic_signal_fence(std::memory_order_acquire);
        return value;
    } else {
        return place.load(std::memory_order_acquire);
    }
}

template <class T>
[[gnu::always_inline]] inline void announce(std::atomic<T>& place, T value) noexcept {
    if constexpr (port::one_core) {
        std::atomic_signal_fence(std::memory_order_release);
        place.store(value, std::memory_order_relaxed);
    } else {
        place.store(value, std::memory_order_release);
    }
}

} // namespace smh::detail
