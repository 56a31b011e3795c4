// The devicetree compiler, as a process.
#pragma once

#include <string>
#include <vector>

#include "blob.hpp"

namespace smh::tool {

struct Compiled {
    Blob blob;
    std::vector<std::string> files; // the source, and what it includes
};

// The blob of a devicetree source. Throws Failure where dtc is not there or refuses the source,
// with the first thing that it said.
Compiled compile_source(const std::string& file);

} // namespace smh::tool
