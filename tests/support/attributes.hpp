// The platform's own attributes in the tests.
#pragma once

#include "smh/attribute.hpp"

namespace smh::test {

inline constexpr Attribute dma{2};
inline constexpr Attribute fast{3};
inline constexpr Attribute retained{4};

} // namespace smh::test
