#include "replay/replay.hpp"

#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "arguments/common.hpp"
#include "arguments/subcommands.hpp"
#include "failure.hpp"
#include "smh/config.hpp"

namespace smh::tool {

namespace {

// Checks of the library would add their names to that of the value, and say in its words what is
// wrong.
CLI::Validator count_of_regions() {
    return {[](std::string& text) {
                unsigned count = 0;
                const char* const end = text.data() + text.size();
                const auto read = std::from_chars(text.data(), end, count);
                const bool good = read.ec == std::errc{} && read.ptr == end;
                return good && count >= 1 && count <= config::max_regions
                           ? std::string{}
                           : fmt::format("{} is not a number from 1 to {}", text,
                                         config::max_regions);
            },
            ""};
}

// Makes bytes of 64MiB.
CLI::Validator size_in_bytes() {
    return {[](std::string& text) {
                const std::string typed = text;
                try {
                    const bool good = CLI::AsSizeValue{false}(text).empty() && text != "0";
                    return good ? std::string{} : fmt::format("{} is no size, as 64MiB is", typed);
                } catch (const CLI::ValidationError&) {
                    return fmt::format("{} is no size, as 64MiB is", typed);
                }
            },
            ""};
}

void add_options(Command& replay, ReplayOptions& options) {
    replay.add_option("TRACE", options.file, "A file that smh record wrote")->required();
    CLI::Option* const board =
        replay
            .add_option("--board", options.board,
                        "A devicetree, whose regions are backed with host memory")
            ->type_name("BOARD");
    replay.add_option("--attr", options.attribute, "Attribute by name or number; else cacheable")
        ->type_name("ATTRIBUTE");
    replay.add_option("--regions", options.regions, "So many regions of one size, and not one")
        ->transform(count_of_regions())
        ->excludes(board)
        ->type_name("NUMBER");
    replay.add_option("--size", options.size, "Bytes in all, also as 64MiB; else twice the peak")
        ->transform(size_in_bytes())
        ->excludes(board)
        ->type_name("BYTES");
    add_json(replay, options.json, "For programs; sizes in bytes, as numbers");
}

} // namespace

void add_replay(Command& command, Choices& choices) {
    Command& replay =
        Command::add(command, "replay", "Do with a pool what a recorded program did with malloc");
    add_options(replay, choices.replay);
    replay.manual = {
        .rest = {},
        .details = {"Takes the steps of the trace with a pool, first with a pattern in each block "
                    "that is checked when the block is given back, and then without, for the "
                    "time. A step is a call that gave or took a block.",
                    "The pool has one region of memory of this machine, or what the options say. "
                    "All requests have one attribute."},
        .notes = {"The peak is where the program has most bytes in blocks. Fragmentation is 1 - "
                  "largest free block / free bytes, then."},
        .exit_codes = {{"0", "Done"},
                       {"1", "A block lost its contents, or the pool is not consistent"},
                       {"2", "Input or arguments that cannot be used"}},
        .environment = board_variables(),
        .examples = {{"smh replay ls.trace", "Replay in one region that is large enough."},
                     {"smh replay ls.trace --board board.dts --attr dma",
                      "Replay in what the board has for DMA."},
                     {"smh replay ls.trace --size 256KiB", "See whether so little is enough."}},
        .see_also = {"malloc(3)"}};
    replay.final_callback([&choices] {
        choices.action = [&choices] { return run_replay(choices.replay) ? done : off; };
    });
}

} // namespace smh::tool
