// What the demo says of each region.
#pragma once

#include "machine.hpp"

namespace smh::tool {

void print_regions(const Machine& machine);

} // namespace smh::tool
