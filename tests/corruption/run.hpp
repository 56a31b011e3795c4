// All flips, one after the other, with the library of one level.
#pragma once

#include "report.hpp"

namespace smh::corruption {

// Of a region with its tags elsewhere, of so many granules; of one that holds its own for 0. What
// is not as promised is said to stderr, too.
Report run(std::size_t granules);

} // namespace smh::corruption
