#include "demo/demo.hpp"

#include <vector>

#include <fmt/format.h>

#include "demo/json.hpp"
#include "demo/load.hpp"
#include "demo/report.hpp"
#include "demo/samples.hpp"
#include "machine.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

void introduce(const Board& board, const Machine& machine) {
    std::uint64_t bytes = 0;
    for (unsigned number = 0; number < machine.regions(); ++number) {
        bytes += machine.region(number).size;
    }
    fmt::print("{}\n", fitted(fmt::format("{}: {} regions, {}, {}", machine.name(),
                                          machine.regions(), size_text(bytes), board.file)));
    for (const std::string& line : machine.left_out()) {
        fmt::print("{}\n", fitted(line));
    }
}

void describe_load(const Tally& tally, double seconds) {
    fmt::print("\n{}\n\n{}\n\n",
               fitted(fmt::format("Drivers on {} threads for {:.2f} s: {} requests, {} of them "
                                  "refused, and {} blocks given back.",
                                  Load::threads, seconds, count_text(tally.served + tally.refused),
                                  count_text(tally.refused), count_text(tally.freed))),
               fitted("Blocks now; SPLIT is the part of what is free that no single request can "
                      "have:"));
}

// What is wrong after all blocks have been given back, one line each.
std::vector<std::string> complaints(const Machine& machine, const Tally& tally) {
    std::vector<std::string> lines;
    if (tally.damaged != 0) {
        lines.push_back(fmt::format("{} blocks lost their contents", count_text(tally.damaged)));
    }
    if (!machine.pool().validate(Depth::full)) {
        lines.emplace_back("a region is not consistent");
    }
    for (unsigned number = 0; number < machine.regions(); ++number) {
        Statistics statistics{};
        machine.pool().statistics(number, statistics);
        if (statistics.used != machine.used_at_rest(number)) {
            lines.push_back(fmt::format("{} still has {} in use", machine.region(number).name,
                                        size_text(statistics.used)));
        }
    }
    return lines;
}

// Gives everything back, and says what was wrong, then or before.
std::vector<std::string> finish(const Machine& machine, Load& load) {
    const bool consistent = machine.pool().validate(Depth::full);
    load.release();
    std::vector<std::string> wrong = complaints(machine, load.tally());
    if (!consistent) {
        wrong.emplace_back("a region was not consistent under load");
    }
    return wrong;
}

bool conclude(nlohmann::ordered_json out, const std::vector<std::string>& wrong) {
    out["wrong"] = wrong;
    fmt::print("{}\n", out.dump(2));
    return wrong.empty();
}

bool conclude(const std::vector<std::string>& wrong) {
    fmt::print("\n");
    const Painter paint{shows_colour(stdout)};
    for (const std::string& line : wrong) {
        fmt::print("{}\n", paint(fmt::fg(fmt::terminal_color::red), fitted("wrong: " + line)));
    }
    if (wrong.empty()) {
        fmt::print("{}\n",
                   paint(fmt::fg(fmt::terminal_color::green),
                         fitted("All regions are consistent, every block kept its contents, and "
                                "all memory came back.")));
    }
    return wrong.empty();
}

} // namespace

bool run_demo(const std::string& file, bool json) {
    const Board board = file.empty() ? built_in_board() : read_board(file);
    const Machine machine{board};
    const std::vector<Sample> samples = take_samples(machine);
    if (!json) {
        introduce(board, machine);
        print_samples(machine, samples);
    }
    Load load{machine.pool()};
    const double seconds = load.run();
    nlohmann::ordered_json out;
    if (json) {
        out = json_of(machine, samples, load, seconds);
    } else {
        describe_load(load.tally(), seconds);
        print_regions(machine);
        print_clients(machine, load.clients());
    }
    const std::vector<std::string> wrong = finish(machine, load);
    return json ? conclude(std::move(out), wrong) : conclude(wrong);
}

} // namespace smh::tool
