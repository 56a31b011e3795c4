#include "arguments/common.hpp"

namespace smh::tool {

CLI::Option& add_board(Command& command, std::string& file, const std::string& meaning) {
    return *command.add_option("BOARD", file, meaning);
}

void add_json(Command& command, bool& json, const std::string& meaning) {
    command.add_flag("--json", json, meaning);
}

std::vector<Manual::Item> colour_variables() {
    return {{"NO_COLOR", "No colour, where it is set and not empty"},
            {"TERM", "No colour and no progress bar, where it is dumb"}};
}

std::vector<Manual::Item> board_variables() {
    std::vector<Manual::Item> variables = colour_variables();
    variables.push_back({"PATH", "Where dtc is looked for, which reads devicetree sources"});
    return variables;
}

std::vector<Manual::Item> plain_exit_codes() {
    return {{"0", "Done"}, {"2", "Input or arguments that cannot be used"}};
}

} // namespace smh::tool
