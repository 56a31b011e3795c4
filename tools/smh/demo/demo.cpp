#include "demo/demo.hpp"

#include <vector>

#include <fmt/format.h>

#include "attributes.hpp"
#include "demo/load.hpp"
#include "demo/report.hpp"
#include "machine.hpp"
#include "shared_multi_heap.h"
#include "terminal.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

void introduce(const Board& board, const Machine& machine) {
    std::uint64_t bytes = 0;
    for (unsigned number = 0; number < machine.regions(); ++number) {
        bytes += machine.region(number).size;
    }
    fmt::print("{}: {} regions, {}, {}\n", machine.name(), machine.regions(), size_text(bytes),
               board.file);
    for (const std::string& line : machine.left_out()) {
        fmt::print("{}\n", line);
    }
}

// What the Shared Multi Heap document shows: memory by attribute, here for each that the board has.
void first_requests(const Machine& machine) {
    constexpr std::size_t bytes = 0x1000;
    AttributeSet attributes;
    for (unsigned number = 0; number < machine.regions(); ++number) {
        attributes.insert(machine.region(number).attributes);
    }
    fmt::print("\n{} by attribute:\n", size_text(bytes));
    for (const Attribute attribute : attributes_in(attributes)) {
        void* const block = shared_multi_heap_alloc(attribute.number, bytes);
        fmt::print("  {:<15}  {}\n", attribute_text(attribute),
                   block != nullptr ? machine.place_of(block) : "no region has that much");
        shared_multi_heap_free(block);
    }
}

void describe_load(const Tally& tally, double seconds) {
    fmt::print("\nDrivers on {} threads for {:.2f} s: {} requests, {} of them refused,\n"
               "and {} blocks given back.\n\n"
               "Blocks now; SPLIT is the part of what is free that no single request can have:\n\n",
               Load::threads, seconds, count_text(tally.served + tally.refused),
               count_text(tally.refused), count_text(tally.freed));
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
        if (statistics.used != 0) {
            lines.push_back(fmt::format("{} still has {} in use", machine.region(number).name,
                                        size_text(statistics.used)));
        }
    }
    return lines;
}

bool conclude(const std::vector<std::string>& wrong) {
    const Painter paint{shows_colour(stdout)};
    for (const std::string& line : wrong) {
        fmt::print("{}\n", paint(fmt::fg(fmt::terminal_color::red), "wrong: " + line));
    }
    if (wrong.empty()) {
        fmt::print("{}\n",
                   paint(fmt::fg(fmt::terminal_color::green),
                         "All regions are consistent, every block kept its contents, and all "
                         "memory came back."));
    }
    return wrong.empty();
}

} // namespace

bool run_demo(const std::string& file) {
    const Board board = file.empty() ? built_in_board() : read_board(file);
    const Machine machine{board};
    introduce(board, machine);
    first_requests(machine);
    Load load{machine.pool()};
    const double seconds = load.run();
    describe_load(load.tally(), seconds);
    print_regions(machine);
    print_clients(machine, load.clients());
    const bool consistent = machine.pool().validate(Depth::full);
    load.release();
    std::vector<std::string> wrong = complaints(machine, load.tally());
    if (!consistent) {
        wrong.emplace_back("a region was not consistent under load");
    }
    fmt::print("\n");
    return conclude(wrong);
}

} // namespace smh::tool
