// One run: workers on a world, looked at now and then.
#pragma once

#include "options.hpp"
#include "report.hpp"

namespace smh::soak {

// Prints what the report shows of it. What was found to be damaged is in the outcome.
Outcome run(const Options& options, const Report& report);

} // namespace smh::soak
