// What can be said to the command, and what was.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "generate/options.hpp"
#include "replay/options.hpp"

namespace smh::tool {

// What the arguments say, whichever the subcommand.
struct Choices {
    std::string file;
    bool json = false;
    std::vector<std::string> command;
    GenerateOptions generate;
    ReplayOptions replay;
    std::function<int()> action; // does it, and returns the exit code
};

// Once the app has parsed the arguments, `choices`, which must outlive it, are what they say.
void add_subcommands(CLI::App& app, Choices& choices);

} // namespace smh::tool
