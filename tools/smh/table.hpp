// Rows of text in aligned columns.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace smh::tool {

class Table {
public:
    enum class Side { left, right };
    struct Column {
        std::string title;
        Side side = Side::left;
    };

    explicit Table(std::vector<Column> columns);

    // As many cells as columns, without line breaks.
    void add(std::vector<std::string> cells);

    // Breaks the last column's cells so that no line is wider, and where there is no room for them
    // beside the others, puts them below. A row then can have several lines.
    void wrap(std::size_t width) { width_ = width; }

    // Leaves out the column with this title where a row, but for what is wrapped, is wider than so
    // many characters.
    void narrow(std::size_t width, std::string_view title);

    // The titles, and row by row the cells, without spaces at the end of a line.
    std::string titles() const;
    std::string row(std::size_t number) const;
    std::size_t rows() const { return rows_.size(); }

private:
    static constexpr std::size_t no_end = std::numeric_limits<std::size_t>::max();

    bool wraps() const { return width_ != no_end; }
    std::size_t row_width() const;
    std::string line(const std::vector<std::string>& cells) const;
    std::string cell(const std::vector<std::string>& cells, std::size_t column) const;

    std::vector<Column> columns_;
    std::size_t width_ = no_end;
    std::vector<std::size_t> widths_;
    std::vector<std::vector<std::string>> rows_;
};

} // namespace smh::tool
