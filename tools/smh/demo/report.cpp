#include "demo/report.hpp"

#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "attributes.hpp"
#include "demo/picture.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

constexpr std::size_t picture_width = 40;

Statistics statistics_of(const Machine& machine, unsigned number) {
    Statistics statistics{};
    machine.pool().statistics(number, statistics);
    return statistics;
}

std::vector<std::string> row_of(const std::string& name, std::uint64_t size, const Statistics& is) {
    return {name,
            size_text(size),
            size_text(is.used),
            size_text(is.free),
            size_text(is.largest),
            fmt::format("{} %", is.fragmentation() / 10),
            size_text(is.peak),
            count_text(is.allocations),
            count_text(is.failures)};
}

Table table_of(const Machine& machine) {
    using enum Table::Side;
    Table table{{{"REGION"},
                 {"SIZE", right},
                 {"USED", right},
                 {"FREE", right},
                 {"LARGEST", right},
                 {"SPLIT", right},
                 {"PEAK", right},
                 {"SERVED", right},
                 {"REFUSED", right}}};
    std::uint64_t size = 0;
    for (unsigned number = 0; number < machine.regions(); ++number) {
        const BoardRegion& region = machine.region(number);
        table.add(row_of(region.name, region.size, statistics_of(machine, number)));
        size += region.size;
    }
    table.add(row_of("all", size, machine.pool().statistics()));
    return table;
}

Table table_of(const Clients& clients) {
    using enum Table::Side;
    Table table{{{"CLIENT"},
                 {"WANTS"},
                 {"USED", right},
                 {"PEAK", right},
                 {"QUOTA", right},
                 {"BLOCKS", right},
                 {"SERVED", right},
                 {"ELSEWHERE", right},
                 {"REFUSED", right}}};
    for (const Clients::One& one : clients.all()) {
        const ClientStatistics is = one.client.statistics();
        const std::uint64_t sum =
            std::accumulate(one.elsewhere.begin(), one.elsewhere.end(), std::uint64_t{0});
        const std::string wants =
            one.habit.otherwise == one.habit.attribute
                ? attribute_text(one.habit.attribute)
                : fmt::format("{}, else {}", attribute_text(one.habit.attribute),
                              attribute_text(one.habit.otherwise));
        table.add({one.client.name(), wants, size_text(is.used), size_text(is.peak),
                   is.quota == Client::no_quota ? "-" : size_text(is.quota), count_text(is.blocks),
                   count_text(is.allocations), count_text(sum), count_text(is.failures)});
    }
    return table;
}

// "network, where dma could not serve: DTCM 23,786 times"; empty where that never was.
std::string elsewhere_text(const Machine& machine, const Clients::One& one) {
    std::string text;
    for (unsigned number = 0; number < machine.regions(); ++number) {
        if (one.elsewhere.at(number) != 0) {
            text += fmt::format("{} {} {} times", text.empty() ? "" : ",",
                                machine.region(number).name, count_text(one.elsewhere.at(number)));
        }
    }
    return text.empty() ? text
                        : fmt::format("{}, where {} could not serve:{}", one.client.name(),
                                      attribute_text(one.habit.attribute), text);
}

} // namespace

void print_regions(const Machine& machine) {
    const Painter paint{shows_colour(stdout)};
    const Table table = table_of(machine);
    fmt::print("{}\n", paint(fmt::emphasis::bold, table.titles()));
    for (unsigned number = 0; number < machine.regions(); ++number) {
        const std::string picture =
            picture_of(machine.pool(), number, picture_width, shows_unicode());
        fmt::print("{}\n  |{}| {} {}\n", table.row(number),
                   paint(fmt::fg(fmt::terminal_color::cyan), picture),
                   address_text(machine.region(number).address),
                   fmt::join(attribute_texts(machine.region(number).attributes), ", "));
    }
    fmt::print("{}\n", table.row(machine.regions()));
}

void print_clients(const Machine& machine, const Clients& clients) {
    const Painter paint{shows_colour(stdout)};
    const Table table = table_of(clients);
    fmt::print("\n{}\n", paint(fmt::emphasis::bold, table.titles()));
    for (std::size_t number = 0; number < table.rows(); ++number) {
        fmt::print("{}\n", table.row(number));
    }
    for (const Clients::One& one : clients.all()) {
        const std::string text = elsewhere_text(machine, one);
        fmt::print("{}", text.empty() ? text : "\n" + text + "\n");
    }
}

} // namespace smh::tool
