#include "arguments.hpp"

namespace smh::soak {

void add_options(CLI::App& app, Options& options) {
    CLI::Option* const minutes =
        app.add_option("--minutes", options.minutes, "How long")->check(CLI::PositiveNumber);
    app.add_option("--operations", options.operations, "So many instead, on all threads together")
        ->check(CLI::PositiveNumber)
        ->excludes(minutes);
    app.add_option("--threads", options.threads,
                   "How many; with 1 the same seed and operations do the same again")
        ->check(CLI::Range(1U, 64U))
        ->capture_default_str();
    app.add_option("--seed", options.seed, "Of the random load")->capture_default_str();
    app.add_option("--interval", options.interval, "Seconds between two lines")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_flag("--json", options.json,
                 "For programs: a line of JSON for each sample and at the "
                 "end; sizes in bytes, fragmentation from 0 to 1");
    app.footer("used: of all regions. fragmentation, largest: of the largest region.\n"
               "Exit codes: 0 done, 1 the pool or a block was damaged, 2 wrong arguments.");
}

} // namespace smh::soak
