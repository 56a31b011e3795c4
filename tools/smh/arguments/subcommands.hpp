// Each adds one subcommand, with all that is said of it.
#pragma once

#include "arguments.hpp"

namespace smh::tool {

void add_config(Command& command, Choices& choices);
void add_demo(Command& command, Choices& choices);
void add_generate(Command& command, Choices& choices);
void add_record(Command& command, Choices& choices);
void add_regions(Command& command, Choices& choices);
void add_replay(Command& command, Choices& choices);

} // namespace smh::tool
