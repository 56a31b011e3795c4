#include "regions.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attributes.hpp"
#include "board.hpp"
#include "region_json.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

nlohmann::ordered_json json_of(const Board& board, const Conflict& conflict) {
    const Claim& first = conflict.first;
    const Claim& second = conflict.second;
    nlohmann::ordered_json out{
        {"regions", {board.regions[first.region].name, board.regions[second.region].name}}};
    if (first.is_alias || second.is_alias) {
        out["aliases"] = {first.is_alias, second.is_alias};
    }
    out["address"] = conflict.address;
    out["size"] = conflict.size;
    return out;
}

void print_json(const Board& board) {
    nlohmann::ordered_json out;
    out["file"] = printable(board.file);
    out["model"] = board.model;
    out["regions"] = nlohmann::ordered_json::array();
    for (const BoardRegion& region : board.regions) {
        out["regions"].push_back(json_of(region));
    }
    out["conflicts"] = nlohmann::ordered_json::array();
    for (const Conflict& conflict : board.conflicts) {
        out["conflicts"].push_back(json_of(board, conflict));
    }
    fmt::print("{}\n", out.dump(2));
}

// What few boards say has a column only where this one does.
struct Extras {
    bool priority;
    bool alias;
};

Extras extras_of(const Board& board) {
    const auto any = [&board](auto says) { return std::ranges::any_of(board.regions, says); };
    return {.priority = any([](const BoardRegion& region) { return region.priority != 0; }),
            .alias = any([](const BoardRegion& region) { return region.alias.has_value(); })};
}

std::vector<Table::Column> columns_of(Extras extras) {
    using enum Table::Side;
    std::vector<Table::Column> columns{
        {"REGION"}, {"ADDRESS", right}, {"LAST", right}, {"SIZE", right}};
    if (extras.priority) {
        columns.push_back({"PRIORITY", right});
    }
    if (extras.alias) {
        columns.push_back({"ALIAS", right});
    }
    columns.push_back({"ATTRIBUTES"});
    return columns;
}

std::vector<std::string> cells_of(const BoardRegion& region, Extras extras) {
    std::vector<std::string> cells{region.name, address_text(region.address),
                                   address_text(region.address + (region.size - 1)),
                                   size_text(region.size)};
    if (extras.priority) {
        cells.push_back(std::to_string(region.priority));
    }
    if (extras.alias) {
        cells.push_back(region.alias ? address_text(*region.alias) : "-");
    }
    cells.push_back(fmt::format("{}", fmt::join(attribute_texts(region.attributes), ", ")));
    return cells;
}

Table table_of(const Board& board) {
    const Extras extras = extras_of(board);
    Table table{columns_of(extras)};
    for (const BoardRegion& region : board.regions) {
        table.add(cells_of(region, extras));
    }
    return table;
}

void print_text(const Board& board) {
    const Painter paint{shows_colour(stdout)};
    if (!board.model.empty()) {
        fmt::print("{}\n\n", board.model);
    }
    Table table = table_of(board);
    const std::size_t line = width_of(stdout);
    table.wrap(line);
    table.narrow(line, "LAST");
    table.narrow(line, "PRIORITY");
    table.narrow(line, "ALIAS");
    fmt::print("{}\n", paint(fmt::emphasis::bold, table.titles()));
    for (std::size_t number = 0; number < table.rows(); ++number) {
        fmt::print("{}\n", table.row(number));
    }
    for (const Conflict& conflict : board.conflicts) {
        fmt::print("{}\n", paint(fmt::fg(fmt::terminal_color::red),
                                 "conflict: " + conflict_text(board, conflict)));
    }
}

} // namespace

void show_regions(const std::string& file, bool json) {
    const Board board = read_board(file);
    if (json) {
        print_json(board);
    } else {
        print_text(board);
    }
    if (!board.conflicts.empty()) {
        refuse_conflicts(board);
    }
}

} // namespace smh::tool
