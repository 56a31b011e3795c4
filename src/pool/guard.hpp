// Holds a port's lock for a scope.
#pragma once

#include "smh/port.hpp"

namespace smh {

class Guard {
public:
    explicit Guard(port::Lock& lock) noexcept : lock_(lock) { lock_.lock(); }

    // Takes over a lock that is held.
    struct Held {};
    Guard(port::Lock& lock, Held) noexcept : lock_(lock) {}

    ~Guard() { lock_.unlock(); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

private:
    port::Lock& lock_;
};

} // namespace smh
