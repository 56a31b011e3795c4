// The options of the command line.
#pragma once

#include <CLI/CLI.hpp>

#include "options.hpp"

namespace smh::soak {

void add_options(CLI::App& app, Options& options);

} // namespace smh::soak
