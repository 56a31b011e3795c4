// The compile-time settings, all of them. CMake options of the same names set them; the
// installed package passes the values that the library was built with on to its users.
#pragma once

#ifndef SMH_MAX_REGIONS
#define SMH_MAX_REGIONS 32
#endif

#ifndef SMH_MAX_ATTRIBUTES
#define SMH_MAX_ATTRIBUTES 32
#endif

namespace smh::config {

// How many regions a pool can hold: 1 to 255.
inline constexpr unsigned max_regions = SMH_MAX_REGIONS;

// Bound on attribute numbers: 2 (the two that have names) to 32 (the width of a set).
inline constexpr unsigned max_attributes = SMH_MAX_ATTRIBUTES;

static_assert(max_regions >= 1 && max_regions <= 255);
static_assert(max_attributes >= 2 && max_attributes <= 32);

} // namespace smh::config
