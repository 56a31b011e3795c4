#include "options.hpp"

#include <algorithm>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "trace_sequence.hpp"

namespace smh::bench {

namespace {

constexpr std::size_t default_operations = 2'000'000;

// Twice what lives at the peak, and room for the largest block in each of the four regions.
Workload from_trace(const std::string& file, std::size_t operations) {
    Workload workload{trace_sequence(file), {}};
    auto& all = workload.sequence.operations;
    if (operations != 0 && operations < all.size()) {
        all.resize(operations);
    }
    std::size_t largest = 0;
    for (const Operation& operation : all) {
        largest = std::max<std::size_t>(largest, operation.bytes);
    }
    constexpr std::size_t mebibyte = std::size_t{1} << 20;
    const std::size_t bytes = 2 * workload.sequence.peak() + 8 * largest;
    workload.setting.bytes = (bytes / mebibyte + 1) * mebibyte;
    return workload;
}

} // namespace

Options read_options(int argc, char** argv, const char* peer) {
    CLI::App app{std::string{"Measures "} + peer + "."};
    Options options;
    app.add_option("measure", options.measure,
                   "describe, mean, tail, packing, scaling, growth, overhead or play")
        ->required();
    app.add_option("workload", options.workload, "M, S, D, P8, P64, or a recorded trace");
    app.add_option("--operations", options.operations);
    app.add_option("--runs", options.runs)->check(CLI::Range(1, 1000));
    app.add_option("--replays", options.replays)->check(CLI::Range(1, 1000));
    app.add_option("--threads", options.threads)->check(CLI::Range(1, 32));
    app.add_option("--regions", options.regions)->check(CLI::Range(1, 32));
    app.add_option("--region", options.region, "bytes");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::exit(app.exit(error) == 0 ? 0 : 2);
    }
    return options;
}

Workload load_workload(const std::string& name, std::size_t operations) {
    const std::size_t count = operations != 0 ? operations : default_operations;
    if (name == "M") {
        return {mixed(mix_m(count)), {.bytes = total_memory}};
    }
    if (name == "S") {
        return {mixed(mix_s(count)), {.bytes = total_memory}};
    }
    if (name == "D") {
        return {drivers(count), {.bytes = std::size_t{1} << 20, .drivers = true}};
    }
    return from_trace(name, operations);
}

Sequence small_load(std::size_t operations) {
    return mixed({operations != 0 ? operations : default_operations, 512, 16, 256, 16384});
}

} // namespace smh::bench
