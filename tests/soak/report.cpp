#include "report.hpp"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "text.hpp"

namespace smh::soak {

namespace {

using nlohmann::ordered_json;
using tool::count_text;
using tool::size_text;

constexpr const char* row = "{:>10} {:>15} {:>13} {:>10} {:>14} {:>10}";

std::uint64_t rounded(double rate) {
    return static_cast<std::uint64_t>(std::llround(rate));
}

std::string per_cent(double share) {
    return fmt::format("{:.1f} %", 100 * share);
}

std::string rate_text(double rate) {
    return count_text(rounded(rate));
}

void print(const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

ordered_json json_of(const Part& part) {
    return {{"operations_per_second", rounded(part.operations_per_second)},
            {"nanoseconds", part.nanoseconds},
            {"fragmentation", part.fragmentation}};
}

ordered_json json_of(const Sample& sample) {
    return {{"seconds", sample.seconds},
            {"operations", sample.operations},
            {"used", sample.used},
            {"fragmentation", sample.fragmentation},
            {"largest", sample.largest}};
}

} // namespace

Report::Report(bool json) : json_(json), painter_(!json && tool::shows_colour(stdout)) {
    if (!json) {
        print(painter_(fmt::emphasis::bold,
                       fmt::format(fmt::runtime(row), "elapsed", "operations", "operations/s",
                                   "used", "fragmentation", "largest")));
    }
}

void Report::show_sample(const Series& series) const {
    const Sample& sample = series.last();
    if (json_) {
        ordered_json line = json_of(sample);
        line["operations_per_second"] = rounded(series.last_rate());
        return print(line.dump());
    }
    print(fmt::format(fmt::runtime(row), fmt::format("{:.1f} s", sample.seconds),
                      count_text(sample.operations), rate_text(series.last_rate()),
                      size_text(sample.used), per_cent(sample.fragmentation),
                      size_text(sample.largest)));
}

void Report::show_outcome(const Series& series, const Outcome& outcome) const {
    const std::string damage = outcome.damage.value_or("");
    if (json_) {
        return print(ordered_json{
            {"whole", json_of(series.whole())},
            {"first_tenth", json_of(series.first_tenth())},
            {"last_tenth", json_of(series.last_tenth())},
            {"seconds", series.last().seconds},
            {"operations", series.last().operations},
            {"failures", outcome.failures},
            {"checksum", outcome.checksum},
            {"damage",
             damage}}.dump());
    }
    print(fmt::format("\n{} operations in {:.1f} s, {} a second; {} requests refused",
                      count_text(series.last().operations), series.last().seconds,
                      rate_text(series.whole().operations_per_second),
                      count_text(outcome.failures)));
    show_drift(series);
    print(outcome.damage ? painter_(fmt::fg(fmt::terminal_color::red) | fmt::emphasis::bold,
                                    "damage: " + damage)
                         : painter_(fmt::fg(fmt::terminal_color::green), "no damage"));
}

void Report::show_drift(const Series& series) const {
    const Part first = series.first_tenth();
    const Part last = series.last_tenth();
    const auto show = [](const char* name, const Part& part) {
        print(fmt::format("{:<12} {:.1f} ns of a processor an operation, fragmentation {}", name,
                          part.nanoseconds, per_cent(part.fragmentation)));
    };
    show("first tenth:", first);
    show("last tenth:", last);
    const double change = first.nanoseconds > 0 ? last.nanoseconds / first.nanoseconds - 1 : 0;
    print(fmt::format("{:<12} {:+.1f} % time, {:+.1f} points of fragmentation",
                      "drift:", 100 * change, 100 * (last.fragmentation - first.fragmentation)));
}

} // namespace smh::soak
