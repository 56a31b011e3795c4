#include <string>
#include <vector>

#include <fmt/format.h>

#include "help/outline.hpp"
#include "pages/completion.hpp"
#include "pages/values.hpp"

namespace smh::tool {

namespace {

// The parts that are the same whatever the options. They need nothing but bash itself.
constexpr const char* helpers = R"(# What bash offers behind smh.

# The words among "$1" that begin with what is typed.
__smh_words() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

# Folders, and the files whose names fit one of the patterns.
__smh_files() {
    local name pattern
    while IFS= read -r name; do
        for pattern in "$@"; do
            # shellcheck disable=SC2053 # it is a pattern
            if [[ -d $name || $name == $pattern ]]; then
                COMPREPLY+=("$name")
                break
            fi
        done
    done < <(compgen -f -- "$current")
    compopt -o filenames 2>/dev/null
}

# The program that is word "$1", and what is behind it.
__smh_program() {
    if declare -F _command_offset >/dev/null; then
        _command_offset "$1"
    elif ((COMP_CWORD == $1)); then
        mapfile -t COMPREPLY < <(compgen -c -- "$current")
    else
        __smh_files '*'
    fi
}
)";

constexpr const char* program_behind_dashes = R"(    local at
    for ((at = 2; at < COMP_CWORD; at++)); do
        if [[ ${COMP_WORDS[at]} == -- ]]; then
            __smh_program $((at + 1))
            return
        fi
    done
)";

constexpr const char* entry = R"(
_smh() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    # Three words of bash are one of ours: --board=x.
    if [[ $current == = ]]; then
        current=
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if ((COMP_CWORD == 1)); then
        __smh_words ')";

std::vector<std::string> names_of(const std::vector<OptionText>& options) {
    std::vector<std::string> names;
    for (const OptionText& option : options) {
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return names;
}

// What completes one value; ":" does nothing.
std::string action_for(const std::string& value) {
    const Values values = values_of(value);
    if (!values.words.empty()) {
        return fmt::format("__smh_words '{}'", fmt::join(values.words, " "));
    }
    return values.patterns.empty()
               ? ":"
               : fmt::format("__smh_files '{}'", fmt::join(values.patterns, "' '"));
}

std::string values_of_options(const Command& command) {
    std::string cases;
    for (const OptionText& option : options_of(command)) {
        if (!option.value.empty()) {
            cases += fmt::format("    {}) {}; return ;;\n", fmt::join(option.names, " | "),
                                 action_for(option.value));
        }
    }
    return cases.empty() ? "" : "    case $previous in\n" + cases + "    esac\n";
}

std::string function_of(const Command& command) {
    std::vector<std::string> words = names_of(options_of(command));
    std::string text = fmt::format("\n_smh_{}() {{\n", command.get_name());
    if (command.manual.rest.starts_with("-- ")) {
        words.emplace_back("--");
        text += program_behind_dashes;
    }
    text += values_of_options(command);
    const std::string options = fmt::format("__smh_words '{}'", fmt::join(words, " "));
    const std::vector<OptionText> operands = operands_of(command);
    if (operands.empty()) {
        return text + "    " + options + "\n}\n";
    }
    return text +
           fmt::format("    if [[ $current == -* ]]; then\n        {}\n    else\n        {}\n"
                       "    fi\n}}\n",
                       options, action_for(operands.front().value));
}

} // namespace

std::string bash_completion(const Command& command) {
    std::vector<std::string> first = names_of(options_of(command));
    std::string text = helpers;
    for (const Command* const subcommand : command.subcommands()) {
        first.push_back(subcommand->get_name());
        text += function_of(*subcommand);
    }
    text += entry + fmt::format("{}", fmt::join(first, " ")) + "'\n";
    text += R"(    elif declare -F "_smh_${COMP_WORDS[1]}" >/dev/null; then
        "_smh_${COMP_WORDS[1]}"
    fi
}

complete -F _smh smh
)";
    return text;
}

} // namespace smh::tool
