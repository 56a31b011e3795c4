// The man page of one command.
#pragma once

#include <string>

#include "help/command.hpp"

namespace smh::tool {

// "smh-regions".
std::string page_name(const Command& command);

// `date` as 2026-01-31.
std::string man_page(const Command& command, const std::string& date);

} // namespace smh::tool
