// The smh command: reads its arguments, runs one subcommand, and turns failures into one line.
#include <algorithm>
#include <clocale>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

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

int run(int argc, char** argv) {
    Choices choices;
    CLI::App app{"One heap over all the memories of a machine.", "smh"};
    app.set_version_flag("--version", std::string{"smh "} + version);
    app.require_subcommand(1);
    app.footer("Exit codes: 0 done, 1 something is off, 2 input that cannot be used.");
    add_subcommands(app, choices);
    char** const end = cut_command(argv, argv + argc, choices);
    try {
        app.parse(static_cast<int>(end - argv), argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return app.exit(error);
        }
        throw Failure{"arguments", printable(error.what()), "see smh --help"};
    }
    return choices.action();
}

} // namespace

} // namespace smh::tool

int main(int argc, char** argv) {
    std::setlocale(LC_CTYPE, "");
    try {
        const int code = smh::tool::run(argc, argv);
        if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
            throw smh::tool::Failure{"output", "it cannot all be written", "make room for it"};
        }
        return code;
    } catch (const std::exception& failure) {
        std::fflush(stdout);
        fmt::print(stderr, "smh: {}\n", failure.what());
        return smh::tool::bad_input;
    }
}
