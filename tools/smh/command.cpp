#include "command.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "arguments.hpp"
#include "failure.hpp"
#include "help/outline.hpp"
#include "nearest.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

// What follows a -- behind record is the program's, to the letter; CLI11 would read it as lists and
// with escapes. Returns the end of what is ours.
char** cut_command(char** begin, char** end, Choices& choices) {
    const auto is = [](const char* word, std::string_view wanted) { return word == wanted; };
    if (end - begin < 2 || !is(begin[1], "record")) {
        return end;
    }
    char** const dashes =
        std::find_if(begin, end, [&](const char* word) { return is(word, "--"); });
    choices.command.assign(dashes == end ? end : dashes + 1, end);
    return dashes;
}

// The subcommand that the words were for, as far as they were understood.
const Command& reached(const Command& command) {
    const std::vector<CLI::App*> parsed = command.get_subcommands();
    return parsed.empty() ? command : dynamic_cast<const Command&>(*parsed.front());
}

std::vector<std::string> subcommand_names(const Command& command) {
    std::vector<std::string> words;
    for (const Command* const subcommand : command.subcommands()) {
        words.push_back(subcommand->get_name());
    }
    return words;
}

std::vector<std::string> option_names(const Command& command) {
    std::vector<std::string> names;
    for (const OptionText& option : options_of(command)) {
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return names;
}

// A word that nothing asked for.
Failure unexpected(const Command& at, const std::string& word) {
    const std::string help = fmt::format("see {} --help", at.full_name());
    std::string wrong = "one argument too many";
    std::vector<std::string> right;
    if (word.starts_with("-")) {
        wrong = "no such option";
        right = option_names(at);
    } else if (!at.subcommands().empty()) {
        wrong = "no such subcommand";
        right = subcommand_names(at);
    }
    const std::string near = nearest(word, right);
    return {word, wrong, near.empty() ? help : fmt::format("did you mean {}? {}", near, help)};
}

// In our words where CLI11 only says that something is off: where a word is not known, and where
// there is no subcommand.
Failure failure_of(const CLI::ParseError& error, const Command& command) {
    const Command& at = reached(command);
    const std::vector<std::string> rest = command.remaining(true);
    const bool is_extra = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
    if (!rest.empty() && (&at == &command || is_extra)) {
        return unexpected(at, rest.front());
    }
    if (&at == &command) {
        return {"arguments", "no subcommand",
                fmt::format("name one of {}, or see smh --help",
                            fmt::join(subcommand_names(command), ", "))};
    }
    return {"arguments", printable(error.what()), fmt::format("see {} --help", at.full_name())};
}

} // namespace

std::function<int()> action_of(int argc, char** argv) {
    const auto choices = std::make_shared<Choices>();
    const std::unique_ptr<Command> command = make_command(*choices);
    char** const end = cut_command(argv, argv + argc, *choices);
    try {
        command->parse(static_cast<int>(end - argv), argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return [code = command->exit(error)] { return code; };
        }
        throw failure_of(error, *command);
    }
    return [choices] { return choices->action(); };
}

} // namespace smh::tool
