// All flips, one after the other, with the library of one level.
#pragma once

#include "report.hpp"

namespace smh::corruption {

// What is not as promised is said to stderr, too.
Report run();

} // namespace smh::corruption
