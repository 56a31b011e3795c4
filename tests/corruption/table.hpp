// What came of all flips, one line for each kind.
#pragma once

#include <array>
#include <map>
#include <string>

#include "trial.hpp"

namespace smh::corruption {

struct Row {
    std::size_t flips = 0;
    std::size_t found = 0;        // by validate
    std::size_t by_operation = 0; // found by an operation
    std::size_t harmless = 0;
    std::size_t missed = 0; // neither found by validate nor harmless
    std::array<std::size_t, harms> harm{};
    std::map<FaultKind, std::size_t> faults; // the first of each flip
};

class Table {
public:
    void add(Kind kind, const Verdict& verdict);

    std::size_t flips() const { return flips_; }
    void print() const;
    void print_json() const;

private:
    std::array<Row, kinds> rows_;
    std::size_t flips_ = 0;
};

// The name of the level that the library was built with.
const char* level();

} // namespace smh::corruption
