#include "arguments.hpp"

#include "arguments/common.hpp"
#include "arguments/subcommands.hpp"
#include "smh/version.hpp"

namespace smh::tool {

std::unique_ptr<Command> make_command(Choices& choices) {
    auto command = std::make_unique<Command>("smh", "One heap over all the memories of a machine");
    command->set_version_flag("--version", std::string{"smh "} + version, "Show the version");
    command->require_subcommand(1);
    command->manual = {
        .rest = "SUBCOMMAND",
        .details =
            {"smh looks at the memories of a board, as its devicetree describes them, and "
             "shows what a pool over them does: with a load that is made up, or with what "
             "a real program asks of malloc. It makes the board's table of regions for a "
             "firmware, too. The pool is the library's own, as it is built for this machine.",
             "Every subcommand that prints something prints it for programs with --json. "
             "Output has colour on a terminal, and is plain in a pipe or a file. Where "
             "something cannot be done, one line on standard error says what is wrong and "
             "what to do."},
        .notes = {"smh SUBCOMMAND --help tells more, and so does man smh-SUBCOMMAND."},
        .exit_codes = {{"0", "Done"},
                       {"1", "Done, and something is off"},
                       {"2", "Input or arguments that cannot be used"}},
        .environment = colour_variables(),
        .examples = {{"smh demo", "See a pool over the memories of a small microcontroller."},
                     {"smh regions board.dts", "See which regions a devicetree describes."},
                     {"smh record -o ls.trace -- ls", "Record what ls asks of malloc."},
                     {"smh replay ls.trace", "Do the same with a pool."}},
        .see_also = {}};
    add_regions(*command, choices);
    add_demo(*command, choices);
    add_generate(*command, choices);
    add_record(*command, choices);
    add_replay(*command, choices);
    add_config(*command, choices);
    return command;
}

} // namespace smh::tool
