#include <string>
#include <vector>

#include <fmt/format.h>

#include "help/outline.hpp"
#include "pages/completion.hpp"
#include "pages/values.hpp"

namespace smh::tool {

namespace {

constexpr const char* helpers = R"(# What fish offers behind smh.

# Folders, and the files whose names fit one of the patterns.
function __smh_files
    set -l typed (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    set -l names (__fish_complete_path "$typed" | string replace -r '\t.*' '')
    for pattern in '*/' $argv
        string match -- $pattern $names
    end
end

function __smh_behind_dashes
    contains -- -- (commandline -opc)
end

# What fish offers behind the program that is behind the dashes.
function __smh_program
    set -l words (commandline -opc)
    set -l at (contains -i -- -- $words)
    set -e words[1..$at]
    complete -C (string join ' ' -- (string escape -- $words) (commandline -ct))
end

complete -c smh -f
)";

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char letter : text) {
        out += letter == '\'' || letter == '\\' ? "\\" : "";
        out += letter;
    }
    return out + "'";
}

// -x: the option takes a value, of which nothing but what -a lists is offered.
std::string value_text(const std::string& name) {
    const Values values = values_of(name);
    if (!values.words.empty()) {
        return fmt::format(" -x -a '{}'", fmt::join(values.words, " "));
    }
    return values.patterns.empty()
               ? " -x"
               : fmt::format(" -x -a \"(__smh_files '{}')\"", fmt::join(values.patterns, "' '"));
}

std::string line_of(const std::string& condition, const OptionText& option) {
    std::string line = fmt::format("complete -c smh -n '{}'", condition);
    for (const std::string& name : option.names) {
        const bool is_long = name.starts_with("--");
        line += (is_long ? " -l " : " -s ") + name.substr(is_long ? 2 : 1);
    }
    return line + (option.value.empty() ? "" : value_text(option.value)) + " -d " +
           quoted(option.meaning) + "\n";
}

std::string lines_of(const Command& command) {
    std::string condition = "__fish_seen_subcommand_from " + command.get_name();
    std::string text;
    if (command.manual.rest.starts_with("-- ")) {
        text = fmt::format("complete -c smh -n '{0}; and __smh_behind_dashes' -a "
                           "'(__smh_program)'\n",
                           condition);
        condition += "; and not __smh_behind_dashes";
    }
    for (const OptionText& option : options_of(command)) {
        text += line_of(condition, option);
    }
    for (const OptionText& operand : operands_of(command)) {
        text += fmt::format("complete -c smh -n '{}'{}\n", condition, value_text(operand.value));
    }
    return text;
}

} // namespace

std::string fish_completion(const Command& command) {
    constexpr const char* none_yet = "__fish_use_subcommand";
    std::string text = helpers;
    for (const OptionText& option : options_of(command)) {
        text += line_of(none_yet, option);
    }
    for (const Command* const subcommand : command.subcommands()) {
        text += fmt::format("complete -c smh -n {} -a {} -d {}\n", none_yet, subcommand->get_name(),
                            quoted(subcommand->get_description()));
    }
    for (const Command* const subcommand : command.subcommands()) {
        text += "\n" + lines_of(*subcommand);
    }
    return text;
}

} // namespace smh::tool
