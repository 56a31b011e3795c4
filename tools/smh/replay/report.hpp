// What `smh replay` says.
#pragma once

#include "machine.hpp"
#include "replay/checked.hpp"
#include "replay/options.hpp"

namespace smh::tool {

struct ReplayResult {
    Findings findings;
    double nanoseconds_per_step;
};

// For people or, where the options say so, as JSON.
void print_replay(const ReplayOptions& options, const trace::Program& program,
                  const Machine& machine, Attribute attribute, const ReplayResult& result);

} // namespace smh::tool
