// smh replay: a recorded program's blocks in a pool.
#pragma once

#include "replay/options.hpp"

namespace smh::tool {

// Replays and prints what came of it. False where a block lost its contents or the pool is not
// consistent. Throws Failure on a file that is no trace and on options that do not fit.
bool run_replay(const ReplayOptions& options);

} // namespace smh::tool
