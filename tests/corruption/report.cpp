#include "report.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace smh::corruption {

namespace {

constexpr const char* line = "{:<15} {:>6} {:>6} {:>9} {:<22} {:>8} {:>6}";

std::string most_frequent(const Row& row) {
    const auto most = std::max_element(
        row.faults.begin(), row.faults.end(),
        [](const auto& one, const auto& other) { return one.second < other.second; });
    return most == row.faults.end() ? "" : most->first;
}

nlohmann::ordered_json json_of(const Row& row) {
    nlohmann::ordered_json json{{"kind", row.kind},
                                {"flips", row.flips},
                                {"found_by_validate", row.found},
                                {"found_by_operation", row.by_operation},
                                {"harmless", row.harmless},
                                {"missed", row.missed}};
    for (const auto& [fault, count] : row.faults) {
        json["faults"][fault] = count;
    }
    for (const auto& [harm, count] : row.harms) {
        json["harm"][harm] = count;
    }
    return json;
}

} // namespace

std::size_t flips_of(const Report& report) {
    return std::accumulate(report.rows.begin(), report.rows.end(), std::size_t{0},
                           [](std::size_t sum, const Row& row) { return sum + row.flips; });
}

void print_table(const Report& report) {
    fmt::print(fmt::runtime(line), report.level, "flips", "found", "operation", "mostly as",
               "harmless", "missed");
    for (const auto& [harm, count] : report.rows.front().harms) {
        fmt::print(" {:>7}", harm);
    }
    fmt::print("\n");
    for (const Row& row : report.rows) {
        fmt::print(fmt::runtime(line), row.kind, row.flips, row.found, row.by_operation,
                   most_frequent(row), row.harmless, row.missed);
        for (const auto& [harm, count] : row.harms) {
            fmt::print(" {:>7}", count);
        }
        fmt::print("\n");
    }
}

void print_json(const Report& report) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Row& row : report.rows) {
        rows.push_back(json_of(row));
    }
    fmt::print("{}\n", nlohmann::ordered_json{{"level", report.level}, {"kinds", rows}}.dump());
}

} // namespace smh::corruption
