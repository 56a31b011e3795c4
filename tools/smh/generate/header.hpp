// The table of a board's regions as a C++ header.
#pragma once

#include <string>

#include "board.hpp"

namespace smh::tool {

std::string header_of(const Board& board);

} // namespace smh::tool
