// The options and operands of a command as texts, in the order in which they were added.
#pragma once

#include <string>
#include <vector>

#include "help/command.hpp"

namespace smh::tool {

struct OptionText {
    std::vector<std::string> names; // "-o", "--output"; of an operand, its own alone
    std::string value;              // what stands for its value, such as FILE; of a flag, nothing
    std::string meaning;
    bool required;
};

std::vector<OptionText> options_of(const Command& command);
std::vector<OptionText> operands_of(const Command& command);

// "BOARD", or "[BOARD]".
std::string operand_text(const OptionText& operand);

} // namespace smh::tool
