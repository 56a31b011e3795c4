#include "regions.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attributes.hpp"
#include "board.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

void print_json(const Board& board) {
    nlohmann::ordered_json out;
    out["file"] = printable(board.file);
    out["model"] = board.model;
    out["regions"] = nlohmann::ordered_json::array();
    for (const BoardRegion& region : board.regions) {
        out["regions"].push_back({{"name", region.name},
                                  {"address", region.address},
                                  {"size", region.size},
                                  {"attributes", attribute_texts(region.attributes)},
                                  {"attribute_bits", region.attributes.bits()}});
    }
    out["conflicts"] = nlohmann::ordered_json::array();
    for (const Conflict& conflict : board.conflicts) {
        out["conflicts"].push_back(
            {{"regions", {board.regions[conflict.first].name, board.regions[conflict.second].name}},
             {"address", conflict.address},
             {"size", conflict.size}});
    }
    fmt::print("{}\n", out.dump(2));
}

Table table_of(const Board& board) {
    using enum Table::Side;
    Table table{{{"REGION"}, {"ADDRESS", right}, {"LAST", right}, {"SIZE", right}, {"ATTRIBUTES"}}};
    for (const BoardRegion& region : board.regions) {
        table.add({region.name, address_text(region.address),
                   address_text(region.address + (region.size - 1)), size_text(region.size),
                   fmt::format("{}", fmt::join(attribute_texts(region.attributes), ", "))});
    }
    return table;
}

void print_text(const Board& board) {
    const Painter paint{shows_colour(stdout)};
    if (!board.model.empty()) {
        fmt::print("{}\n\n", board.model);
    }
    const Table table = table_of(board);
    fmt::print("{}\n", paint(fmt::emphasis::bold, table.titles()));
    for (std::size_t number = 0; number < table.rows(); ++number) {
        fmt::print("{}\n", table.row(number));
    }
    for (const Conflict& conflict : board.conflicts) {
        fmt::print("{}\n",
                   paint(fmt::fg(fmt::terminal_color::red),
                         fmt::format("conflict: {} and {} share {} at {}",
                                     board.regions[conflict.first].name,
                                     board.regions[conflict.second].name, size_text(conflict.size),
                                     address_text(conflict.address))));
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
