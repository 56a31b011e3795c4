// Each bit of all that a heap knows of itself is flipped, one at a time, and the pool is used.
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "run.hpp"

namespace {

struct Options {
    std::size_t granules = 0;
    bool table = false;
    bool json = false;
};

int run(const Options& options) {
    const smh::corruption::Report report = smh::corruption::run(options.granules);
    if (options.table) {
        print_table(report);
    }
    if (options.json) {
        print_json(report);
    }
    fmt::print(stderr, "{}: {} flips, {} not as promised\n", report.level, flips_of(report),
               report.broken);
    return report.broken == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Flips each bit of a heap's own data, one at a time, and uses the pool."};
    app.add_option("--elsewhere", options.granules,
                   "Of a heap with its tags outside of its region, which has so many granules");
    app.add_flag("--table", options.table, "What came of it, one line for each kind of data");
    app.add_flag("--json", options.json, "The same for programs");
    app.footer("Exit codes: 0 all is as promised for the level, 1 it is not, 2 wrong arguments.");
    try {
        app.parse(argc, argv);
        return run(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "corruption: {}\n", failure.what());
        return 1;
    }
}
