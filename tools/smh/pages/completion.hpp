// What a shell reads to complete the words behind smh: for each shell, the text of one file.
#pragma once

#include <string>

#include "help/command.hpp"

namespace smh::tool {

std::string bash_completion(const Command& command);
std::string fish_completion(const Command& command);
std::string zsh_completion(const Command& command);

} // namespace smh::tool
