#include <string>
#include <vector>

#include <fmt/format.h>

#include "help/outline.hpp"
#include "pages/completion.hpp"
#include "pages/values.hpp"

namespace smh::tool {

namespace {

constexpr const char* entry_end = R"(        '1:subcommand:->subcommand' \
        '*::argument:->argument'
    case $state in
    subcommand) _describe subcommand subcommands ;;
    argument) (( $+functions[_smh-$words[1]] )) && _smh-$words[1] ;;
    esac
}

_smh "$@"
)";

// For a specification in single quotes, in which brackets and colons part what is said.
std::string escaped(const std::string& text) {
    std::string out;
    for (const char letter : text) {
        if (letter == '\'') {
            out += "'\\''";
        } else {
            out += letter == '[' || letter == ']' || letter == ':' || letter == '\\' ? "\\" : "";
            out += letter;
        }
    }
    return out;
}

// "BOARD:_files -g ...": how a value is called, and what makes a list of them.
std::string value_text(const std::string& name) {
    const Values values = values_of(name);
    if (!values.words.empty()) {
        return fmt::format("{}:({})", name, fmt::join(values.words, " "));
    }
    return values.patterns.empty()
               ? name + ": "
               : fmt::format("{}:_files -g \"{}\"", name, fmt::join(values.patterns, " "));
}

// A line of _arguments for one option. What only prints stands alone; nothing is asked for twice.
std::string line_of(const OptionText& option) {
    const bool prints = option.names.back() == "--help" || option.names.back() == "--version";
    const std::string excluded =
        prints ? "'(- *)'" : fmt::format("'({})'", fmt::join(option.names, " "));
    std::vector<std::string> names = option.names;
    if (!option.value.empty()) {
        for (std::string& name : names) {
            name += name.starts_with("--") ? "=" : "+";
        }
    }
    const std::string alternatives =
        names.size() == 1 ? names.front() : fmt::format("{{{}}}", fmt::join(names, ","));
    return fmt::format("        {}{}'[{}]{}' \\\n", excluded, alternatives, escaped(option.meaning),
                       option.value.empty() ? "" : ":" + value_text(option.value));
}

std::string function_of(const Command& command) {
    std::string text = fmt::format("_smh-{}() {{\n    _arguments -S \\\n", command.get_name());
    for (const OptionText& option : options_of(command)) {
        text += line_of(option);
    }
    for (const OptionText& operand : operands_of(command)) {
        text += fmt::format("        '1:{}' \\\n", value_text(operand.value));
    }
    if (command.manual.rest.starts_with("-- ")) {
        text += "        '(-)1:program:_command_names -e' \\\n        '*::argument:_normal' \\\n";
    }
    text.resize(text.size() - 3); // nothing follows the last line
    return text + "\n}\n\n";
}

} // namespace

std::string zsh_completion(const Command& command) {
    std::string text = "#compdef smh\n# What zsh offers behind smh.\n\n";
    std::string descriptions;
    for (const Command* const subcommand : command.subcommands()) {
        text += function_of(*subcommand);
        descriptions += fmt::format("        '{}:{}'\n", subcommand->get_name(),
                                    escaped(subcommand->get_description()));
    }
    text += "_smh() {\n    local curcontext=$curcontext state line\n    local -a subcommands=(\n" +
            descriptions + "    )\n    _arguments -C \\\n";
    for (const OptionText& option : options_of(command)) {
        text += line_of(option);
    }
    return text + entry_end;
}

} // namespace smh::tool
