// What several subcommands have.
//
// The name of a value, such as FILE, also says what shells offer for it: pages/values.hpp.
#pragma once

#include <string>
#include <vector>

#include "help/command.hpp"

namespace smh::tool {

CLI::Option& add_board(Command& command, std::string& file, const std::string& meaning);
void add_json(Command& command, bool& json, const std::string& meaning);

// NO_COLOR and TERM; and PATH, for who reads devicetree sources.
std::vector<Manual::Item> colour_variables();
std::vector<Manual::Item> board_variables();

// Of a subcommand that finds nothing wrong but its input.
std::vector<Manual::Item> plain_exit_codes();

} // namespace smh::tool
