// A benchmark program for one peer: one measure, as one JSON object on standard output.
#pragma once

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string_view>

#include <nlohmann/json.hpp>

#include "driver.hpp"
#include "host_memory.hpp"
#include "options.hpp"
#include "threads.hpp"

namespace smh::bench {

using Json = nlohmann::ordered_json;

// The peer's own measure, where it has one.
using Overhead = void (*)(Json& out);

template <class Peer>
void measure_mean(const Options& options, Json& out) {
    Workload workload = load_workload(options.workload, options.operations);
    workload.setting.regions = options.regions;
    Peer::start(workload.setting);
    Player<Peer> player{workload.sequence};
    out["failed"] = player.play(); // and everything is touched once
    for (unsigned run = 0; run < options.runs; ++run) {
        out["ns"].push_back(player.time());
    }
}

template <class Peer>
void measure_tail(const Options& options, Json& out) {
    const std::size_t operations = options.operations != 0 ? options.operations : 400'000;
    const Workload workload = load_workload(options.workload, operations);
    Peer::start(workload.setting);
    Player<Peer> player{workload.sequence};
    player.play();
    std::vector<std::uint32_t> ticks;
    for (unsigned replay = 0; replay < options.replays; ++replay) {
        player.time_each(ticks);
    }
    std::sort(ticks.begin(), ticks.end());
    const auto at = [&ticks](double fraction) {
        return ticks[static_cast<std::size_t>(static_cast<double>(ticks.size() - 1) * fraction)];
    };
    out["p50"] = at(0.5);
    out["p99"] = at(0.99);
    out["p99.9"] = at(0.999);
    out["max"] = ticks.back();
    for (double rest = 1; rest > 0.5 / static_cast<double>(ticks.size()); rest *= 0.8) {
        out["distribution"].push_back({1 - rest, at(1 - rest)});
    }
}

template <class Peer>
void measure_packing(const Options& options, Json& out) {
    if (!Peer::bounded) {
        throw std::runtime_error{"packing is for peers with a memory of their own"};
    }
    const std::size_t operations = options.operations != 0 ? options.operations : 400'000;
    const bool large = options.workload == "P64";
    if (!large && options.workload != "P8") {
        throw std::runtime_error{"packing has the workloads P8 and P64"};
    }
    Peer::start({.bytes = total_memory, .regions = 1, .granule = 16});
    unsigned fits = 0;
    for (unsigned percent = 30; percent < 100; ++percent) {
        const Sequence sequence = mixed(large ? mix_p(operations, 64, 65536, percent)
                                              : mix_p(operations, 16, 8192, percent));
        if (!Player<Peer>{sequence}.play_to_failure()) {
            break;
        }
        fits = percent;
    }
    out["percent"] = fits;
}

template <class Peer>
void measure_growth(const Options& options, Json& out) {
    constexpr std::size_t largest_of_lines = std::size_t{64} << 30;
    Peer::start({.bytes = options.region * options.regions,
                 .regions = options.regions,
                 .untouched = true,
                 .granule = options.region <= largest_of_lines ? 64U : 4096U});
    const Sequence sequence = small_load(options.operations);
    Player<Peer> player{sequence};
    player.play();
    double best = player.time();
    for (unsigned run = 1; run < options.runs; ++run) {
        best = std::min(best, player.time());
    }
    out["region"] = options.region;
    out["regions"] = options.regions;
    out["ns"] = best;
}

template <class Peer>
void measure_scaling(const Options& options, Json& out) {
    const std::size_t operations = options.operations != 0 ? options.operations : 2'000'000;
    Peer::start({.bytes = 2 * total_memory,
                 .regions = options.regions,
                 .attributes = std::min(options.threads, options.regions)});
    out["threads"] = options.threads;
    out["regions"] = options.regions;
    out["operations_per_second"] =
        throughput<Peer>(options.threads, options.regions, operations, options.runs);
}

// For a counter of instructions in the peer's functions: once, and nothing else.
template <class Peer>
void play_once(const Options& options, Json& out) {
    const Workload workload = load_workload(options.workload, options.operations);
    Peer::start(workload.setting);
    // Never destroyed, so that what is left is not freed: it would be counted.
    auto* const player = new Player<Peer>{workload.sequence};
    player->run();
    out["operations"] = workload.sequence.operations.size();
}

template <class Peer>
void describe(const Options&, Json& out) {
    out["bounded"] = Peer::bounded;
    out["threads"] = Peer::threads;
}

template <class Peer>
void measure(const Options& options, Overhead overhead, Json& out) {
    struct Measure {
        std::string_view name;
        void (*take)(const Options& options, Json& out);
    };
    constexpr Measure measures[] = {
        {"describe", describe<Peer>},     {"mean", measure_mean<Peer>},
        {"tail", measure_tail<Peer>},     {"packing", measure_packing<Peer>},
        {"growth", measure_growth<Peer>}, {"scaling", measure_scaling<Peer>},
        {"play", play_once<Peer>},
    };
    out["measure"] = options.measure;
    out["peer"] = Peer::name;
    out["workload"] = options.workload;
    if (options.measure == "overhead" && overhead != nullptr) {
        return overhead(out);
    }
    for (const Measure& each : measures) {
        if (each.name == options.measure) {
            return each.take(options, out);
        }
    }
    throw std::runtime_error{options.measure + ": no such measure, see --help"};
}

template <class Peer>
int run(int argc, char** argv, Overhead overhead = nullptr) {
    try {
        Json out;
        measure<Peer>(read_options(argc, argv, Peer::name), overhead, out);
        std::puts(out.dump().c_str());
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_%s: %s\n", Peer::name, error.what());
        return 2;
    }
}

} // namespace smh::bench
