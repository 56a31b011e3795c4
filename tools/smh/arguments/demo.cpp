#include "demo/demo.hpp"

#include "arguments/common.hpp"
#include "arguments/subcommands.hpp"
#include "failure.hpp"

namespace smh::tool {

void add_demo(Command& command, Choices& choices) {
    Command& demo = Command::add(command, "demo",
                                 "Run a load on the memories of a board, and show where it went");
    add_board(demo, choices.file,
              "A devicetree (.dtb or .dts); a small microcontroller where none is given");
    add_json(demo, choices.json, "For programs; addresses and sizes in bytes, as numbers");
    demo.manual = {
        .rest = {},
        .details = {"Backs each memory of the board with memory of this machine and puts a pool "
                    "over all of them. Several threads then ask for blocks as drivers do: by "
                    "attribute, some with a quota.",
                    "Shows for each memory and for each driver what it uses, its peak, and what "
                    "was refused or served from elsewhere. In the picture of a memory, darker is "
                    "fuller. At the end all blocks are given back and the pool is checked.",
                    "Columns that do not fit into the terminal are left out; --json has all."},
        .notes = {},
        .exit_codes = {{"0", "Done"},
                       {"1", "A block lost its contents, or memory did not come back"},
                       {"2", "Input or arguments that cannot be used"}},
        .environment = board_variables(),
        .examples = {{"smh demo", "Run it on a small microcontroller."},
                     {"smh demo board.dts", "Run it on your board."}},
        .see_also = {"dtc(1)"}};
    demo.final_callback([&choices] {
        choices.action = [&choices] { return run_demo(choices.file, choices.json) ? done : off; };
    });
}

} // namespace smh::tool
