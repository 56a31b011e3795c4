// A board: the regions of a devicetree file.
#pragma once

#include <string>
#include <vector>

#include "blob.hpp"
#include "smh/devicetree.hpp"

namespace smh::tool {

struct BoardRegion {
    std::string name; // printable
    std::uint64_t address;
    std::uint64_t size;
    AttributeSet attributes;
};

// Two regions that share addresses, by number, and what they share.
struct Conflict {
    std::size_t first;
    std::size_t second;
    std::uint64_t address;
    std::uint64_t size;
};

struct Board {
    std::string file;
    std::string model; // what the devicetree calls the machine; empty where it says nothing
    std::vector<BoardRegion> regions; // by address
    std::vector<Conflict> conflicts;
};

// Reads a blob, or compiles a file that ends in .dts. Throws Failure on anything that is not a
// devicetree with memory; conflicts are for the caller to judge.
Board read_board(const std::string& file);

// The microcontroller of boards/, which is part of the command.
Board built_in_board();

// The one line for a board that has conflicts.
[[noreturn]] void refuse_conflicts(const Board& board);

} // namespace smh::tool
