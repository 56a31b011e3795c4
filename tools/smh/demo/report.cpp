#include "demo/report.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "attributes.hpp"
#include "demo/picture.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

// "0x24000000 cacheable, readable".
std::string words_of(const BoardRegion& region) {
    return fmt::format("{} {}", address_text(region.address),
                       fmt::join(attribute_texts(region.attributes), ", "));
}

// So that a picture with what stands behind it fits into a line, as far as that can be.
std::size_t picture_width(const Machine& machine, std::size_t line) {
    constexpr std::size_t narrowest = 8;
    constexpr std::size_t widest = 40;
    std::size_t longest = 0;
    for (unsigned number = 0; number < machine.regions(); ++number) {
        longest = std::max(longest, words_of(machine.region(number)).size());
    }
    const std::size_t beside = longest + std::string_view{"  || "}.size();
    return std::clamp(line - std::min(line, beside), narrowest, widest);
}

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
    for (const unsigned number : machine.in_order()) {
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

void print_tags(const Machine& machine) {
    for (const unsigned number : machine.in_order()) {
        if (const std::optional<Machine::Tags> tags = machine.tags_of(number)) {
            fmt::print("\n{}\n",
                       fitted(fmt::format("{} holds blocks alone; its tags take {} of {}.",
                                          machine.region(number).name, size_text(tags->bytes),
                                          machine.region(tags->region).name)));
        }
    }
}

void print_picture(const Machine& machine, unsigned number, std::size_t width) {
    const Painter paint{shows_colour(stdout)};
    const std::size_t line = width_of(stdout);
    const std::string indent(width + std::string_view{"  || "}.size(), ' ');
    fmt::print(
        "  |{}| {}\n",
        paint(fmt::fg(fmt::terminal_color::cyan),
              picture_of(machine.pool(), number, width, shows_unicode())),
        fmt::join(wrapped(words_of(machine.region(number)), line - std::min(line, indent.size())),
                  "\n" + indent));
}

} // namespace

void print_regions(const Machine& machine) {
    const Painter paint{shows_colour(stdout)};
    const std::size_t line = width_of(stdout);
    const std::size_t width = picture_width(machine, line);
    Table table = table_of(machine);
    for (const char* const title : {"FREE", "SERVED", "LARGEST", "SIZE", "REFUSED"}) {
        table.narrow(line, title);
    }
    fmt::print("{}\n", paint(fmt::emphasis::bold, table.titles()));
    std::size_t row = 0;
    for (const unsigned number : machine.in_order()) {
        fmt::print("{}\n", table.row(row++));
        print_picture(machine, number, width);
    }
    fmt::print("{}\n", table.row(row));
    print_tags(machine);
}

void print_clients(const Machine& machine, const Clients& clients) {
    const Painter paint{shows_colour(stdout)};
    Table table = table_of(clients);
    for (const char* const title : {"WANTS", "ELSEWHERE", "BLOCKS", "SERVED"}) {
        table.narrow(width_of(stdout), title);
    }
    fmt::print("\n{}\n", paint(fmt::emphasis::bold, table.titles()));
    for (std::size_t number = 0; number < table.rows(); ++number) {
        fmt::print("{}\n", table.row(number));
    }
    for (const Clients::One& one : clients.all()) {
        const std::string text = elsewhere_text(machine, one);
        if (!text.empty()) {
            fmt::print("\n{}\n", fitted(text));
        }
    }
}

} // namespace smh::tool
