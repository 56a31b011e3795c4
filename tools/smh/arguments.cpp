#include "arguments.hpp"

#include <cstdint>
#include <limits>

#include "demo/demo.hpp"
#include "failure.hpp"
#include "generate/generate.hpp"
#include "recording/record.hpp"
#include "regions.hpp"
#include "replay/replay.hpp"
#include "smh/config.hpp"

namespace smh::tool {

namespace {

void add_regions(CLI::App& app, Choices& choices) {
    CLI::App* const regions =
        app.add_subcommand("regions", "Show the regions that a devicetree describes");
    regions->add_option("file", choices.file, "A devicetree: a blob (.dtb), or a source (.dts)")
        ->required();
    regions->add_flag("--json", choices.json,
                      "For programs; addresses and sizes in bytes, as numbers");
    regions->final_callback([&choices] {
        choices.action = [&choices] {
            show_regions(choices.file, choices.json);
            return done;
        };
    });
}

void add_demo(CLI::App& app, Choices& choices) {
    CLI::App* const demo = app.add_subcommand(
        "demo", "Back a board's regions with host memory, run a load on them, show where it went");
    demo->add_option("file", choices.file,
                     "The board; a small microcontroller where none is given");
    demo->add_flag("--json", choices.json,
                   "For programs; addresses and sizes in bytes, as numbers");
    demo->final_callback([&choices] {
        choices.action = [&choices] { return run_demo(choices.file, choices.json) ? done : off; };
    });
}

void add_generate(CLI::App& app, Choices& choices) {
    GenerateOptions& options = choices.generate;
    CLI::App* const generate = app.add_subcommand(
        "generate", "Make a table for the compiler and a script for the linker of a board");
    generate->add_option("file", options.board, "A devicetree: a blob (.dtb), or a source (.dts)")
        ->required();
    const auto add_file = [generate](const char* name, std::string& file, const char* what) {
        return generate->add_option(name, file, what)->type_name("FILE");
    };
    add_file("-o,--output", options.header, "The regions as a C++ header; - is standard output");
    CLI::Option* const linker =
        add_file("--linker", options.linker, "The memories as a linker script");
    add_file("--script", options.script, "Your own linker script, which that one includes")
        ->needs(linker);
    add_file("--depfile", options.depfile, "What all this was made of, as a rule for make");
    generate->add_flag("--json", options.json, "For programs: the names of regions and symbols");
    generate->footer("Where the board is wrong, no file is written, and none is changed.");
    generate->final_callback([&choices] {
        choices.action = [&choices] {
            tool::generate(choices.generate);
            return done;
        };
    });
}

void add_record(CLI::App& app, Choices& choices) {
    CLI::App* const record =
        app.add_subcommand("record", "Run a program and write what it asks of malloc to a file:\n"
                                     "smh record -o FILE -- PROGRAM ARGUMENTS...");
    record->add_option("-o,--output", choices.file, "The file; other processes' go beside it")
        ->required()
        ->type_name("FILE");
    record->footer("The exit code is the program's, or 128 and the signal that ended it; 2 where "
                   "it cannot be recorded.");
    record->final_callback([&choices] {
        choices.action = [&choices] {
            if (choices.command.empty()) {
                throw Failure{"arguments", "no program behind --", "see smh record --help"};
            }
            return run_record(choices.file, choices.command);
        };
    });
}

void add_replay(CLI::App& app, Choices& choices) {
    ReplayOptions& options = choices.replay;
    CLI::App* const replay =
        app.add_subcommand("replay", "Do with a pool what a recorded program did with malloc");
    replay->add_option("file", options.file, "A file that smh record wrote")->required();
    CLI::Option* const board =
        replay
            ->add_option("--board", options.board,
                         "A devicetree, whose regions are backed with host memory")
            ->type_name("FILE");
    replay->add_option("--attr", options.attribute, "Attribute by name or number; else cacheable")
        ->type_name("ATTRIBUTE");
    replay->add_option("--regions", options.regions, "Without a board: so many, of one size")
        ->check(CLI::Range(1U, config::max_regions))
        ->excludes(board);
    replay
        ->add_option("--size", options.size,
                     "Without a board: bytes in all, also as 64MiB; else twice the peak")
        ->transform(CLI::AsSizeValue(false))
        ->check(CLI::Range(std::uint64_t{1}, std::numeric_limits<std::uint64_t>::max()))
        ->excludes(board)
        ->type_name("BYTES");
    replay->add_flag("--json", options.json, "For programs; sizes in bytes, as numbers");
    replay->footer("The peak is where the program has most bytes in blocks. Fragmentation is 1 - "
                   "largest free block / free bytes, then.");
    replay->final_callback([&choices] {
        choices.action = [&choices] { return run_replay(choices.replay) ? done : off; };
    });
}

} // namespace

void add_subcommands(CLI::App& app, Choices& choices) {
    add_regions(app, choices);
    add_demo(app, choices);
    add_generate(app, choices);
    add_record(app, choices);
    add_replay(app, choices);
}

} // namespace smh::tool
