// The replay that looks at every byte.
#pragma once

#include <cstdint>
#include <vector>

#include "smh/pool.hpp"
#include "trace/program.hpp"

namespace smh::tool {

// Of the regions that have the attribute, at one moment. Bytes; a block counts with its tag.
struct Usage {
    std::uint64_t used = 0;
    std::uint64_t free = 0;
    std::uint64_t largest = 0; // largest request that would be served

    // 0 where all that is free is one block, up to 1: 1 - largest / free.
    double fragmentation() const {
        return free == 0 ? 0 : 1 - static_cast<double>(largest) / static_cast<double>(free);
    }
};

struct Findings {
    std::uint64_t failures = 0; // requests that the pool could not serve
    std::uint64_t broken = 0;   // blocks that lost their pattern
    Usage at_peak;              // after the step at which the trace has most bytes in blocks
    bool consistent = true;     // validate(full), then and at the end
};

// Does every step, with a pattern in each block that is checked when the block is resized or goes;
// at the end gives all blocks back. A resize takes a new block, copies, and frees the old one;
// where there is no new one, the old one stays.
Findings replay_checked(Pool& pool, Attribute attribute, const trace::Program& program);

} // namespace smh::tool
