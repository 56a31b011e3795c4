#include "replay/report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attributes.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

std::string command_text(const trace::Program& program) {
    constexpr std::size_t longest = 60;
    std::string text = printable(fmt::format("{}", fmt::join(program.header.command, " ")));
    if (text.size() > longest) {
        text = text.substr(0, longest) + "...";
    }
    return text.empty() ? "a program without a name" : text;
}

void introduce(const trace::Program& program, const Machine& machine, Attribute attribute) {
    std::uint64_t bytes = 0;
    for (unsigned number = 0; number < machine.regions(); ++number) {
        const BoardRegion& region = machine.region(number);
        bytes += region.attributes.contains(attribute) ? region.size : 0;
    }
    const Painter paint{shows_colour(stdout)};
    fmt::print("{}, process {}\n", paint(fmt::emphasis::bold, command_text(program)),
               program.header.process);
    if (program.cut_off) {
        fmt::print("{}\n",
                   paint(fmt::fg(fmt::terminal_color::yellow),
                         fmt::format("The recording is cut off; its first {} bytes are good.",
                                     count_text(program.whole_bytes))));
    }
    fmt::print("{}\n\n", fitted(fmt::format("In {}: {} of {} memory", machine.name(),
                                            size_text(bytes), attribute_text(attribute))));
    for (const std::string& line : machine.left_out()) {
        fmt::print("{}\n", line);
    }
}

Table table_of(const trace::Program& program, const ReplayResult& result) {
    const Findings& is = result.findings;
    Table table{{{""}, {"", Table::Side::right}, {""}}};
    table.add({"operations", count_text(program.operations), "in the trace"});
    table.add({"steps", count_text(program.steps.size()), "of them gave or took a block"});
    table.add({"time", fmt::format("{:.1f} ns", result.nanoseconds_per_step),
               "per step, the pool's calls alone"});
    table.add({"requested", size_text(program.peak), "at the peak"});
    table.add({"used", size_text(is.at_peak.used), "in the pool then, with tags"});
    table.add({"fragmentation", fmt::format("{:.1f} %", 100 * is.at_peak.fragmentation()),
               "then: 1 - largest free block / free bytes"});
    table.add({"failures", count_text(is.failures), "requests that the pool could not serve"});
    table.add({"broken", count_text(is.broken), "blocks that lost their pattern"});
    return table;
}

void print_text(const trace::Program& program, const Machine& machine, Attribute attribute,
                const ReplayResult& result) {
    introduce(program, machine, attribute);
    Table table = table_of(program, result);
    table.wrap(width_of(stdout));
    for (std::size_t number = 0; number < table.rows(); ++number) {
        fmt::print("{}\n", table.row(number));
    }
    const Painter paint{shows_colour(stdout)};
    const Findings& is = result.findings;
    const auto green = fmt::fg(fmt::terminal_color::green);
    const auto red = fmt::fg(fmt::terminal_color::red);
    fmt::print("\n{}\n", !is.consistent ? paint(red, "wrong: the pool is not consistent")
                         : is.broken != 0
                             ? paint(red, "wrong: blocks lost their contents")
                             : paint(green, "The pool is consistent, and every block kept its "
                                            "contents."));
}

void print_json(const ReplayOptions& options, const trace::Program& program,
                const ReplayResult& result) {
    const Findings& is = result.findings;
    nlohmann::ordered_json out;
    out["file"] = printable(options.file);
    out["command"] = nlohmann::ordered_json::array();
    for (const std::string& word : program.header.command) {
        out["command"].push_back(printable(word));
    }
    out["process"] = program.header.process;
    out["cut_off"] = program.cut_off;
    out["operations"] = program.operations;
    out["steps"] = program.steps.size();
    out["nanoseconds_per_step"] = result.nanoseconds_per_step;
    out["peak_requested"] = program.peak;
    out["peak_used"] = is.at_peak.used;
    out["fragmentation"] = is.at_peak.fragmentation();
    out["failures"] = is.failures;
    out["broken"] = is.broken;
    out["consistent"] = is.consistent;
    fmt::print("{}\n", out.dump(2));
}

} // namespace

void print_replay(const ReplayOptions& options, const trace::Program& program,
                  const Machine& machine, Attribute attribute, const ReplayResult& result) {
    if (options.json) {
        print_json(options, program, result);
    } else {
        print_text(program, machine, attribute, result);
    }
}

} // namespace smh::tool
