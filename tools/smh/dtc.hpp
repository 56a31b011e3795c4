// The devicetree compiler, as a process.
#pragma once

#include <string>

#include "blob.hpp"

namespace smh::tool {

// The blob of a devicetree source. Throws Failure where dtc is not there or refuses the source,
// with the first thing that it said.
Blob compile_source(const std::string& file);

} // namespace smh::tool
