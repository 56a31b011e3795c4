// A board's memories as a linker script.
#pragma once

#include <string>

#include "board.hpp"

namespace smh::tool {

// `script` is the one that places the rest of the program; empty where there is none. Throws
// Failure where a linker script could not name it.
std::string linker_script_of(const Board& board, const std::string& script);

} // namespace smh::tool
