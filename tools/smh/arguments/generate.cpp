#include "generate/generate.hpp"

#include "arguments/common.hpp"
#include "arguments/subcommands.hpp"
#include "failure.hpp"

namespace smh::tool {

namespace {

CLI::Option* add_file(Command& command, const char* name, std::string& file, const char* meaning) {
    return command.add_option(name, file, meaning)->type_name("FILE");
}

void add_options(Command& generate, GenerateOptions& options) {
    add_board(generate, options.board, "A devicetree: a blob (.dtb), or a source (.dts)")
        .required();
    add_file(generate, "-o,--output", options.header,
             "The regions as a C++ header; - is standard output");
    CLI::Option* const linker =
        add_file(generate, "--linker", options.linker, "The memories as a linker script");
    add_file(generate, "--script", options.script,
             "Your own linker script, which that one includes")
        ->needs(linker);
    add_file(generate, "--depfile", options.depfile,
             "What all this was made of, as a rule for make");
    add_json(generate, options.json, "For programs: the names of regions and symbols");
}

} // namespace

void add_generate(Command& command, Choices& choices) {
    Command& generate =
        Command::add(command, "generate",
                     "Make a table for the compiler and a script for the linker of a board");
    add_options(generate, choices.generate);
    generate.manual = {
        .rest = {},
        .details = {"The header has a constant table of the board's regions, "
                    "smh::board::regions, and the board's attributes by name. The table takes its "
                    "bounds from the linker, so that what the linker placed in a memory is never "
                    "handed out.",
                    "The linker script declares the board's memories, includes your own script, "
                    "and says what that leaves of each region."},
        .notes = {"Where the board is wrong, no file is written, and none is changed."},
        .exit_codes = plain_exit_codes(),
        .environment = {{"PATH", "Where dtc is looked for, which reads devicetree sources"}},
        .examples = {{"smh generate board.dts -o regions.hpp", "Make the table alone."},
                     {"smh generate board.dts -o regions.hpp --linker regions.ld",
                      "Make both; --script would name your own linker script."}},
        .see_also = {"dtc(1)", "ld(1)"}};
    generate.final_callback([&choices] {
        choices.action = [&choices] {
            tool::generate(choices.generate);
            return done;
        };
    });
}

} // namespace smh::tool
