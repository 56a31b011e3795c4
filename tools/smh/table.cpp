#include "table.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "text.hpp"

namespace smh::tool {

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
    for (const Column& column : columns_) {
        widths_.push_back(column.title.size());
    }
}

void Table::add(std::vector<std::string> cells) {
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        widths_[column] = std::max(widths_[column], cells.at(column).size());
    }
    rows_.push_back(std::move(cells));
}

void Table::narrow(std::size_t width, std::string_view title) {
    const auto found = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const Column& column) { return column.title == title; });
    if (found == columns_.end() || row_width() <= width) {
        return;
    }
    const auto at = found - columns_.begin();
    columns_.erase(found);
    widths_.erase(widths_.begin() + at);
    for (std::vector<std::string>& cells : rows_) {
        cells.erase(cells.begin() + at);
    }
}

std::size_t Table::row_width() const {
    const std::size_t all = std::accumulate(widths_.begin(), widths_.end(), 2 * widths_.size()) - 2;
    return wraps() ? all - widths_.back() - 2 : all;
}

std::string Table::titles() const {
    std::vector<std::string> cells;
    for (const Column& column : columns_) {
        cells.push_back(column.title);
    }
    return line(cells);
}

std::string Table::row(std::size_t number) const {
    return line(rows_.at(number));
}

std::string Table::line(const std::vector<std::string>& cells) const {
    std::string out;
    for (std::size_t column = 0; column + 1 < columns_.size(); ++column) {
        out += cell(cells, column) + "  ";
    }
    const std::size_t last = columns_.size() - 1;
    if (!wraps()) {
        out += cell(cells, last);
    } else {
        constexpr std::size_t least = 16;
        const bool beside = width_ >= out.size() + least;
        const std::string indent(beside ? out.size() : 4, ' ');
        if (!beside) {
            out.erase(out.find_last_not_of(' ') + 1);
            out += "\n" + indent;
        }
        const std::size_t room = width_ - std::min(width_, indent.size());
        out += fmt::format("{}", fmt::join(wrapped(cells[last], room), "\n" + indent));
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
}

std::string Table::cell(const std::vector<std::string>& cells, std::size_t column) const {
    return columns_[column].side == Side::left
               ? fmt::format("{:<{}}", cells[column], widths_[column])
               : fmt::format("{:>{}}", cells[column], widths_[column]);
}

} // namespace smh::tool
