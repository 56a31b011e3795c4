// Locks for ports to bare machines, made of what a core can do. A port need not use them: one to an
// RTOS may wrap a mutex instead.
//
// `Core` says how to keep interrupts out on the core that asks:
//
//   using State = ...;               what was before
//   static State mask();             keeps interrupts off; what follows is not done before
//   static void restore(State);      what was before mask; what precedes is not done after
//   static void pause();             said while waiting for another core (TicketLock only)
//
// All functions are safe in interrupts that `mask` keeps off. Both locks are constant-initialised.
#pragma once

#include <atomic>
#include <cstdint>
#include <type_traits>

#include "smh/config.hpp"

namespace smh {

// For one core: interrupts off, and nobody else is there. It never waits.
//
// What was before is kept in the lock itself: only who holds it reads and writes that.
template <typename Core>
class MaskingLock {
public:
    [[gnu::always_inline]] void lock() noexcept { before_ = Core::mask(); }
    [[gnu::always_inline]] bool try_lock() noexcept {
        lock();
        return true;
    }
    [[gnu::always_inline]] void unlock() noexcept { Core::restore(before_); }

private:
    typename Core::State before_{};
};

// For several cores: interrupts off on one's own, and a ticket against the others, who are served
// in the order in which they came. So lock() waits, with interrupts off, for as many holders as
// there are other cores. (Mellor-Crummey and Scott, "Algorithms for Scalable Synchronization on
// Shared-Memory Multiprocessors", ACM TOCS 9 (1), 1991, section 2.2.)
template <typename Core>
class TicketLock {
public:
    void lock() noexcept {
        const typename Core::State before = Core::mask();
        const std::uint32_t ticket = next_.fetch_add(1, std::memory_order_relaxed);
        while (serving_.load(std::memory_order_acquire) != ticket) {
            Core::pause();
        }
        before_ = before;
    }

    // Takes a ticket only if it is served at once.
    bool try_lock() noexcept {
        const typename Core::State before = Core::mask();
        std::uint32_t ticket = serving_.load(std::memory_order_acquire);
        if (!next_.compare_exchange_strong(ticket, ticket + 1, std::memory_order_relaxed)) {
            Core::restore(before);
            return false;
        }
        before_ = before;
        return true;
    }

    void unlock() noexcept {
        const typename Core::State before = before_;
        serving_.store(serving_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
        Core::restore(before);
    }

private:
    std::atomic<std::uint32_t> next_{0};    // the next ticket to be taken
    std::atomic<std::uint32_t> serving_{0}; // the ticket of who holds the lock
    typename Core::State before_{};         // of who holds the lock
};

// The one that as many cores need as share the pool.
template <typename Core>
using CoreLock = std::conditional_t<config::cores == 1, MaskingLock<Core>, TicketLock<Core>>;

} // namespace smh
