// How often a region was asked, for Pool::statistics. Without config::statistics there is nothing
// to keep and nothing to do.
#pragma once

#include <cstddef>
#include <type_traits>

#include "smh/config.hpp"

namespace smh::detail {

struct KeptCounts {
    std::size_t allocations = 0;
    std::size_t frees = 0;
    std::size_t failures = 0;

    [[gnu::always_inline]] void count_allocation() noexcept { ++allocations; }
    [[gnu::always_inline]] void count_free(bool freed = true) noexcept { frees += freed ? 1 : 0; }
    void count_failure() noexcept { ++failures; }
    std::size_t blocks() const noexcept { return allocations - frees; }
    // After a repair so many are left.
    void set_blocks(std::size_t blocks) noexcept { frees = allocations - blocks; }
    // Another number whenever a block was allocated or freed.
    std::size_t changes() const noexcept { return allocations + frees; }
};

struct NoCounts {
    static constexpr std::size_t allocations = 0;
    static constexpr std::size_t frees = 0;
    static constexpr std::size_t failures = 0;

    static void count_allocation() noexcept {}
    static void count_free(bool /*freed*/ = true) noexcept {}
    static void count_failure() noexcept {}
    static std::size_t blocks() noexcept { return 0; }
    static void set_blocks(std::size_t /*blocks*/) noexcept {}
    static std::size_t changes() noexcept { return 0; }
};

using Counts = std::conditional_t<config::statistics, KeptCounts, NoCounts>;

} // namespace smh::detail
