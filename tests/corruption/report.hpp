// What came of all flips, without a word of the library: compiled once for all its levels.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace smh::corruption {

struct Count {
    std::string name;
    std::size_t count = 0;
};

// Of one kind of data.
struct Row {
    std::string kind;
    std::size_t flips = 0;
    std::size_t found = 0;        // by validate
    std::size_t by_operation = 0; // found by an operation
    std::size_t harmless = 0;
    std::size_t missed = 0;                    // neither found by validate nor harmless
    std::vector<Count> harms;                  // the worst first
    std::map<std::string, std::size_t> faults; // the first of each flip
};

struct Report {
    std::string level; // that the library was built with
    std::vector<Row> rows;
    std::size_t broken = 0; // flips that were not as promised
};

std::size_t flips_of(const Report& report);

void print_table(const Report& report);
void print_json(const Report& report);

} // namespace smh::corruption
