// A port for tests: before a lock is taken, something else may happen, as if an interrupt came or
// another thread ran. So every moment at which a call can be overtaken is reached, in any order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "smh/fault.hpp"
#include "smh/waiting.hpp"

namespace smh::port {

inline constexpr std::size_t interference_size = sizeof(void*);
inline constexpr bool one_core = true;

// Called before a lock is taken, unless one is held already, which would keep others waiting.
using Hook = void (*)();
inline Hook before_lock = nullptr;
inline int locks_held = 0;

class Lock {
public:
    void lock() noexcept {
        if (before_lock != nullptr && locks_held == 0) {
            before_lock();
        }
        if (held_) {
            std::abort(); // nobody would ever give it back
        }
        held_ = true;
        ++locks_held;
    }
    bool try_lock() noexcept {
        lock();
        return true;
    }
    void unlock() noexcept {
        held_ = false;
        --locks_held;
    }

private:
    bool held_ = false;
};

using Event = NoEvent;
inline constexpr bool can_wait = false;

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
