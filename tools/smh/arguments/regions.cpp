#include "regions.hpp"

#include "arguments/common.hpp"
#include "arguments/subcommands.hpp"
#include "failure.hpp"

namespace smh::tool {

void add_regions(Command& command, Choices& choices) {
    Command& regions =
        Command::add(command, "regions", "Show the regions that a devicetree describes");
    add_board(regions, choices.file, "A devicetree: a blob (.dtb), or a source (.dts)").required();
    add_json(regions, choices.json, "For programs; addresses and sizes in bytes, as numbers");
    regions.manual = {
        .rest = {},
        .details = {"Prints the regions by address: name, first and last byte, size and "
                    "attributes, and priority and alias where the board has any. A name is the "
                    "zephyr,memory-region of a node, or else the node's.",
                    "Where two regions lie in the same memory, all are shown, and what is wrong "
                    "with them behind the table; the exit code is 2 then.",
                    "Columns that do not fit into the terminal are left out; --json has all."},
        .notes = {},
        .exit_codes = plain_exit_codes(),
        .environment = board_variables(),
        .examples = {{"smh regions board.dts", "See the regions of a board."},
                     {"smh regions --json board.dtb | jq '.regions[].name'",
                      "Their names alone, with the help of jq."}},
        .see_also = {"dtc(1)"}};
    regions.final_callback([&choices] {
        choices.action = [&choices] {
            show_regions(choices.file, choices.json);
            return done;
        };
    });
}

} // namespace smh::tool
