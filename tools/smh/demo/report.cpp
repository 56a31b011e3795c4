#include "demo/report.hpp"

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

Table table_of(const Machine& machine) {
    using enum Table::Side;
    Table table{{{"REGION"},
                 {"SIZE", right},
                 {"USED", right},
                 {"FREE", right},
                 {"LARGEST", right},
                 {"PEAK", right},
                 {"ALLOCATIONS", right},
                 {"FAILURES", right}}};
    for (unsigned number = 0; number < machine.regions(); ++number) {
        const BoardRegion& region = machine.region(number);
        const Statistics is = statistics_of(machine, number);
        table.add({region.name, size_text(region.size), size_text(is.used), size_text(is.free),
                   size_text(is.largest), size_text(is.peak), count_text(is.allocations),
                   count_text(is.failures)});
    }
    return table;
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
}

} // namespace smh::tool
