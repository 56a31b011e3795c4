// A board: the regions of a devicetree file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blob.hpp"
#include "conflicts.hpp"
#include "smh/devicetree.hpp"

namespace smh::tool {

struct BoardRegion {
    std::string name; // printable
    std::uint64_t address;
    std::uint64_t size;
    AttributeSet attributes;
    std::string node{}; // printable: the name of the node that describes it, where one does
    std::int32_t priority = 0;
    std::optional<std::uint64_t> alias{}; // where the same memory is mapped a second time
    devicetree::Placement tags{};
};

struct Board {
    std::string file;
    std::string model; // what the devicetree calls the machine; empty where it says nothing
    std::vector<BoardRegion> regions; // by address
    std::vector<Conflict> conflicts;
    std::vector<std::string> read{}; // the file, and those that it includes
};

// Reads a blob, or compiles a file that ends in .dts. Throws Failure on anything that is not a
// devicetree with memory; conflicts are for the caller to judge.
Board read_board(const std::string& file);

// The same, of a board that nobody completes later: refuses conflicts, and memory that leaves its
// size or its attributes open (devicetree::check_complete).
Board read_complete_board(const std::string& file);

// The microcontroller of boards/, which is part of the command.
Board built_in_board();

// "A and the alias of B share 2 KiB at 0x00001800".
std::string conflict_text(const Board& board, const Conflict& conflict);

// The one line for a board that has conflicts.
[[noreturn]] void refuse_conflicts(const Board& board);

} // namespace smh::tool
