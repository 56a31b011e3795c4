// Sums up what came of all flips, one row for each kind of data.
#pragma once

#include <array>

#include "report.hpp"
#include "trial.hpp"

namespace smh::corruption {

class Table {
public:
    Table();

    void add(Kind kind, const Verdict& verdict);

    // Of the kinds that there are in this heap.
    std::vector<Row> rows() const;

private:
    std::array<Row, kinds> rows_;
};

} // namespace smh::corruption
