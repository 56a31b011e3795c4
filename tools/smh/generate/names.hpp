// The names by which compiler and linker know a board's regions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "board.hpp"

namespace smh::tool {

// A name for a compiler: what an identifier cannot have becomes a line below ("memory@0":
// memory_0).
std::string identifier_of(std::string_view name);

// One for each region of the board, no two the same. Regions of one name, such as the parts of a
// memory with a hole, are told apart by a number: SRAM, SRAM_2, SRAM_3, by address.
std::vector<std::string> identifiers_of(const Board& board);

// What the linker script calls things; `identifier` is the region's.
std::string section_of(const std::string& identifier);
std::string uninitialised_section_of(const std::string& identifier);
std::string begin_symbol_of(const std::string& identifier);
std::string end_symbol_of(const std::string& identifier);

} // namespace smh::tool
