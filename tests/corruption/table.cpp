#include "table.hpp"

#include <algorithm>
#include <iterator>

namespace smh::corruption {

Table::Table() {
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        rows_[kind].kind = name_of(static_cast<Kind>(kind));
        for (std::size_t harm = 0; harm < harms; ++harm) {
            rows_[kind].harms.push_back({name_of(static_cast<Harm>(harm))});
        }
    }
}

void Table::add(Kind kind, const Verdict& verdict) {
    Row& row = rows_[static_cast<std::size_t>(kind)];
    ++row.flips;
    row.found += verdict.found ? 1 : 0;
    row.harmless += verdict.harmless ? 1 : 0;
    row.missed += !verdict.found && !verdict.harmless ? 1 : 0;
    if (!verdict.faults.empty()) {
        ++row.by_operation;
        ++row.faults[name_of(verdict.faults.front())];
    }
    if (verdict.harm) {
        ++row.harms[static_cast<std::size_t>(*verdict.harm)].count;
    }
}

std::vector<Row> Table::rows() const {
    std::vector<Row> rows;
    std::copy_if(rows_.begin(), rows_.end(), std::back_inserter(rows),
                 [](const Row& row) { return row.flips != 0; });
    return rows;
}

} // namespace smh::corruption
