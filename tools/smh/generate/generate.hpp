// smh generate: a board as a table that the compiler and the linker know.
#pragma once

#include "generate/options.hpp"

namespace smh::tool {

// Writes what is asked for: all of it, or, with a Failure, nothing.
void generate(const GenerateOptions& options);

} // namespace smh::tool
