// Every sequence of operations on a small heap, up to a depth.
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "search.hpp"

namespace smh::exhaustive {
namespace {

struct Options {
    unsigned depth = 4;
    std::size_t region = 1024;
    bool json = false;
};

void show(const Options& options, const Level& level, std::size_t states) {
    if (options.json) {
        const nlohmann::ordered_json line{{"depth", level.depth},
                                          {"new_states", level.states},
                                          {"states", states},
                                          {"transitions", level.transitions}};
        fmt::print("{}\n", line.dump());
    } else {
        fmt::print("{:>6} {:>12} {:>12} {:>12}\n", level.depth, level.transitions, level.states,
                   states);
    }
    std::fflush(stdout);
}

int run(const Options& options) {
    Search search(options.region);
    if (!options.json) {
        fmt::print("{:>6} {:>12} {:>12} {:>12}\n", "depth", "transitions", "new states", "states");
    }
    for (unsigned depth = 0; depth < options.depth; ++depth) {
        const Level level = search.step();
        show(options, level, search.states());
        if (level.states == 0) {
            break; // these are all that there are
        }
    }
    return 0;
}

} // namespace
} // namespace smh::exhaustive

int main(int argc, char** argv) {
    smh::exhaustive::Options options;
    CLI::App app{"Does all sequences of operations on a small heap, and checks it after each."};
    app.add_option("--depth", options.depth, "How many operations in a row")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--region", options.region, "Bytes of the region; recent blocks need 65536")
        ->check(CLI::Range(256U, 1U << 20))
        ->capture_default_str();
    app.add_flag("--json", options.json, "For programs: a line of JSON for each depth");
    app.footer("transitions: operations that led to this depth. states: so far, of the heap's own\n"
               "data. Exit codes: 0 all is right, 1 the heap did what it must not, 2 wrong "
               "arguments.");
    try {
        app.parse(argc, argv);
        return smh::exhaustive::run(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "exhaustive: {}\n", failure.what());
        return 1;
    }
}
