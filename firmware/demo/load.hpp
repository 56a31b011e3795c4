// All drivers at work: the one for packets in interrupts, the others beside it.
#pragma once

#include "drivers.hpp"

namespace smh::demo {

// Gives each driver its kind of memory. The pool must have a region.
void start_load(Pool& pool);

// Runs until all is done. What the drivers hold then, they keep.
void run_load();

void release_load();

Tally tally_of_load();
std::uint32_t interrupts_of_load();

} // namespace smh::demo
