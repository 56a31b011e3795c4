// Every sequence of operations on a small heap, up to a depth.
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "run.hpp"

namespace {

using smh::exhaustive::Level;
using smh::exhaustive::Scope;

struct Options {
    Scope scope;
    bool json = false;
};

void show_json(const Level& level) {
    const nlohmann::ordered_json line{{"depth", level.depth},
                                      {"new_states", level.new_states},
                                      {"states", level.states},
                                      {"transitions", level.transitions}};
    fmt::print("{}\n", line.dump());
}

void show_line(const Level& level) {
    fmt::print("{:>6} {:>12} {:>12} {:>12}\n", level.depth, level.transitions, level.new_states,
               level.states);
}

void run(const Options& options) {
    if (!options.json) {
        fmt::print("{:>6} {:>12} {:>12} {:>12}\n", "depth", "transitions", "new states", "states");
    }
    smh::exhaustive::run(options.scope, [&options](const Level& level) {
        options.json ? show_json(level) : show_line(level);
        std::fflush(stdout);
    });
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Does all sequences of operations on a small heap, and checks it after each."};
    app.add_option("--depth", options.scope.depth, "How many operations in a row")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--region", options.scope.region,
                   "Bytes of the region; recent blocks need 65536")
        ->check(CLI::Range(256U, 1U << 20))
        ->capture_default_str();
    app.add_flag("--elsewhere", options.scope.elsewhere,
                 "A heap with its tags outside of its region, which has granules of 16 bytes");
    app.add_flag("--json", options.json, "For programs: a line of JSON for each depth");
    app.footer("transitions: operations that led to this depth. states: so far, of the heap's own\n"
               "data. Exit codes: 0 all is right, 1 the heap did what it must not, 2 wrong "
               "arguments.");
    try {
        app.parse(argc, argv);
        run(options);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "exhaustive: {}\n", failure.what());
        return 1;
    }
}
