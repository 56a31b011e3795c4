#include "table.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace smh::corruption {

namespace {

constexpr const char* line = "{:<15} {:>6} {:>6} {:>9} {:<22} {:>8} {:>6}";

std::string most_frequent(const Row& row) {
    const auto most = std::max_element(
        row.faults.begin(), row.faults.end(),
        [](const auto& one, const auto& other) { return one.second < other.second; });
    return most == row.faults.end() ? "" : name_of(most->first);
}

} // namespace

const char* level() {
    constexpr const char* names[] = {"none", "basic", "moderate", "full", "extreme"};
    return names[static_cast<std::size_t>(config::hardening)];
}

void Table::add(Kind kind, const Verdict& verdict) {
    Row& row = rows_[static_cast<std::size_t>(kind)];
    ++flips_;
    ++row.flips;
    row.found += verdict.found ? 1 : 0;
    row.harmless += verdict.harmless ? 1 : 0;
    row.missed += !verdict.found && !verdict.harmless ? 1 : 0;
    if (!verdict.faults.empty()) {
        ++row.by_operation;
        ++row.faults[verdict.faults.front()];
    }
    if (verdict.harm) {
        ++row.harm[static_cast<std::size_t>(*verdict.harm)];
    }
}

void Table::print() const {
    std::string head = fmt::format(fmt::runtime(line), level(), "flips", "found", "operation",
                                   "mostly as", "harmless", "missed");
    for (std::size_t harm = 0; harm < harms; ++harm) {
        head += fmt::format(" {:>7}", name_of(static_cast<Harm>(harm)));
    }
    fmt::print("{}\n", head);
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        const Row& row = rows_[kind];
        if (row.flips == 0) {
            continue;
        }
        fmt::print(fmt::runtime(line), name_of(static_cast<Kind>(kind)), row.flips, row.found,
                   row.by_operation, most_frequent(row), row.harmless, row.missed);
        for (const std::size_t count : row.harm) {
            fmt::print(" {:>7}", count);
        }
        fmt::print("\n");
    }
}

void Table::print_json() const {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        const Row& row = rows_[kind];
        if (row.flips == 0) {
            continue;
        }
        nlohmann::ordered_json json{{"kind", name_of(static_cast<Kind>(kind))},
                                    {"flips", row.flips},
                                    {"found_by_validate", row.found},
                                    {"found_by_operation", row.by_operation},
                                    {"harmless", row.harmless},
                                    {"missed", row.missed}};
        for (const auto& [fault, count] : row.faults) {
            json["faults"][name_of(fault)] = count;
        }
        for (std::size_t harm = 0; harm < harms; ++harm) {
            json["harm"][name_of(static_cast<Harm>(harm))] = row.harm[harm];
        }
        rows.push_back(json);
    }
    fmt::print("{}\n", nlohmann::ordered_json{{"level", level()}, {"kinds", rows}}.dump());
}

} // namespace smh::corruption
