// A port for tests with threads: before a lock is taken a thread can be made to let others run, and
// it is known whether somebody waits.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <mutex>

#include "smh/fault.hpp"

namespace smh::port {

inline constexpr std::size_t interference_size = 64;
inline constexpr bool one_core = false;

// Called before this thread takes a lock, unless it holds one, which would keep others waiting.
using Hook = void (*)();
inline thread_local Hook before_lock = nullptr;
inline thread_local int locks_held = 0;

class Lock {
public:
    void lock() noexcept {
        if (before_lock != nullptr && locks_held == 0) {
            before_lock();
        }
        mutex_.lock();
        ++locks_held;
    }
    bool try_lock() noexcept {
        lock();
        return true;
    }
    void unlock() noexcept {
        --locks_held;
        mutex_.unlock();
    }

private:
    std::mutex mutex_;
};

// How many have begun to wait so far.
inline std::atomic<unsigned> waits{0};

class Event {
public:
    void set() noexcept {
        const std::lock_guard lock(mutex_);
        set_ = true;
        changed_.notify_one();
    }
    bool wait(std::uint64_t nanoseconds) noexcept {
        std::unique_lock lock(mutex_);
        ++waits;
        return changed_.wait_for(lock, std::chrono::nanoseconds(nanoseconds),
                                 [this] { return set_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool set_ = false;
};
inline constexpr bool can_wait = true;

inline std::uintptr_t entropy() noexcept {
    return 0;
}

inline void on_fault(const Fault&) noexcept {
    std::abort();
}

inline constexpr int error_not_permitted = 1;
inline constexpr int error_no_memory = 12;
inline constexpr int error_busy = 16;
inline constexpr int error_exists = 17;
inline constexpr int error_invalid = 22;
inline constexpr int error_already = 114;

} // namespace smh::port
