#include "command.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "arguments.hpp"
#include "failure.hpp"
#include "smh/version.hpp"
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

} // namespace

std::function<int()> action_of(int argc, char** argv) {
    const auto choices = std::make_shared<Choices>();
    CLI::App app{"One heap over all the memories of a machine.", "smh"};
    app.set_version_flag("--version", std::string{"smh "} + version);
    app.require_subcommand(1);
    app.footer("Exit codes: 0 done, 1 something is off, 2 input that cannot be used.");
    add_subcommands(app, *choices);
    char** const end = cut_command(argv, argv + argc, *choices);
    try {
        app.parse(static_cast<int>(end - argv), argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return [code = app.exit(error)] { return code; };
        }
        throw Failure{"arguments", printable(error.what()), "see smh --help"};
    }
    return [choices] { return choices->action(); };
}

} // namespace smh::tool
