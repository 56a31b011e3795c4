// Where a trace is replayed: which memory, and with which attribute.
#pragma once

#include "board.hpp"
#include "replay/options.hpp"

namespace smh::tool {

struct Setting {
    Board board;
    Attribute attribute; // one that a region of the board has
};

// From the options; `peak` is the most bytes that the trace asks for at once. Throws Failure where
// they do not fit each other.
Setting setting_of(const ReplayOptions& options, std::uint64_t peak);

} // namespace smh::tool
