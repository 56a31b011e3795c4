// Where a region's blocks lie.
#pragma once

#include "smh/pool.hpp"
#include "text.hpp"

namespace smh::demo {

// One character for each of 40 equal parts of the region: the more of it is allocated, the darker.
Text picture_of(const Pool& pool, unsigned number);

} // namespace smh::demo
