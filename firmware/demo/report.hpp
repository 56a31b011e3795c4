// What the pool says of its regions, as `smh demo` prints it.
#pragma once

#include "smh/pool.hpp"
#include "text.hpp"

namespace smh::demo {

// "cacheable, readable".
Text attributes_of(const Region& region);

// Each region's figures, and a picture of where its blocks lie.
void print_regions(const Pool& pool);

} // namespace smh::demo
