// Holds a port's lock for a scope.
#pragma once

#include "smh/port.hpp"

namespace smh {

class Guard {
public:
    [[gnu::always_inline]] explicit Guard(port::Lock& lock) noexcept : lock_(lock) { lock_.lock(); }

    // Takes over a lock that is held.
    struct Held {};
    [[gnu::always_inline]] Guard(port::Lock& lock, Held) noexcept : lock_(lock) {}

    [[gnu::always_inline]] ~Guard() { lock_.unlock(); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

private:
    port::Lock& lock_;
};

} // namespace smh
