// Holds a port's lock for a scope.
#pragma once

#include "base/memcheck.hpp"
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
    // Who holds a region's lock looks at its heap.
    [[maybe_unused, no_unique_address]] base::memcheck::Quiet quiet_;
};

} // namespace smh
