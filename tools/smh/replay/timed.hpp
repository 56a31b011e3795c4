// The replay that measures.
#pragma once

#include "smh/pool.hpp"
#include "trace/program.hpp"

namespace smh::tool {

// Nanoseconds per step, of the pool's calls alone: nothing is written into blocks nor copied. The
// fastest of several runs, each of which gives all blocks back. 0 for a trace without a step.
double nanoseconds_per_step(Pool& pool, Attribute attribute, const trace::Program& program);

} // namespace smh::tool
