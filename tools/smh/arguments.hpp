// What can be said to the command, and what was.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "generate/options.hpp"
#include "help/command.hpp"
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

// The command with all its subcommands. Once it has parsed the arguments, `choices`, which must
// outlive it, are what they say.
std::unique_ptr<Command> make_command(Choices& choices);

} // namespace smh::tool
