// Holds a port's lock for a scope.
#pragma once

#include <type_traits>

#include "base/checkers.hpp"
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
    using Quiet =
        std::conditional_t<config::valgrind, base::checkers::Quiet, base::checkers::NotQuiet>;

    port::Lock& lock_;
    // Who holds a region's lock looks at its heap.
    [[maybe_unused, no_unique_address]] Quiet quiet_;
};

} // namespace smh
