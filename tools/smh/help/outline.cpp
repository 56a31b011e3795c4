#include "help/outline.hpp"

#include <set>

#include <fmt/format.h>

namespace smh::tool {

namespace {

// By name, as the library keeps them by where they lie in memory.
std::string condition_text(const char* condition, const std::set<CLI::Option*>& others) {
    std::set<std::string> names;
    for (const CLI::Option* const other : others) {
        names.insert(other->get_name());
    }
    return names.empty() ? "" : fmt::format("; {} {}", condition, fmt::join(names, " or "));
}

OptionText text_of(const CLI::Option& option) {
    OptionText text{.names = {},
                    .value = {},
                    .meaning = option.get_description() +
                               condition_text("needs", option.get_needs()) +
                               condition_text("not with", option.get_excludes()),
                    .required = option.get_required()};
    if (option.get_positional()) {
        text.names.push_back(option.get_name());
        text.value = option.get_name();
        return text;
    }
    for (const std::string& letter : option.get_snames()) {
        text.names.push_back("-" + letter);
    }
    for (const std::string& word : option.get_lnames()) {
        text.names.push_back("--" + word);
    }
    if (option.get_items_expected_max() > 0) {
        text.value = option.get_type_name();
    }
    return text;
}

std::vector<OptionText> texts_of(const Command& command, bool operands) {
    std::vector<OptionText> texts;
    for (const CLI::Option* const option : command.get_options({})) {
        if (option->get_positional() == operands) {
            texts.push_back(text_of(*option));
        }
    }
    return texts;
}

} // namespace

std::vector<OptionText> options_of(const Command& command) {
    return texts_of(command, false);
}

std::vector<OptionText> operands_of(const Command& command) {
    return texts_of(command, true);
}

std::string operand_text(const OptionText& operand) {
    return operand.required ? operand.value : "[" + operand.value + "]";
}

} // namespace smh::tool
