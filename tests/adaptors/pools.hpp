// Two pools, the shared one and another, each with a near and a far memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "smh/pool.hpp"
#include "smh/shared_pool.hpp"

namespace smh::test {

inline constexpr Attribute near{2};
inline constexpr Attribute far{3};
inline constexpr Attribute nowhere{4};

// Made once, and never destroyed.
Pool& other_pool();

// Initialises both where they are not.
void have_pools();

// In blocks of one attribute, in bytes.
inline std::size_t used(const Pool& pool, Attribute attribute) {
    return pool.statistics(AttributeSet(attribute)).used;
}

inline bool unused_and_valid(const Pool& pool) {
    return pool.statistics().used == 0 && pool.validate(Depth::full);
}

} // namespace smh::test
