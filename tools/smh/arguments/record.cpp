#include "recording/record.hpp"

#include "arguments/common.hpp"
#include "arguments/subcommands.hpp"
#include "failure.hpp"

namespace smh::tool {

void add_record(Command& command, Choices& choices) {
    Command& record =
        Command::add(command, "record", "Run a program and write what it asks of malloc to a file");
    record.add_option("-o,--output", choices.file, "The file; other processes' go beside it")
        ->required()
        ->type_name("FILE");
    record.manual = {
        .rest = "-- PROGRAM [ARGUMENT]...",
        .details = {"Runs the program with the recorder preloaded, which writes each call of the "
                    "malloc family, from all threads. One line on standard error says in the end "
                    "how many operations there were, and in how many files.",
                    "Every other process that allocates has a file of its own, named as the first "
                    "with the number of the process behind it: ls.trace.4711.",
                    "Programs that ignore preloaded libraries cannot be recorded, and are refused "
                    "before anything runs: those that are statically linked, set-user-ID, or have "
                    "capabilities."},
        .notes = {},
        .exit_codes = {{"N", "That of the program"},
                       {"128 + N", "The signal N ended the program"},
                       {"2", "It cannot be recorded, or the arguments cannot be used"}},
        .environment = {{"PATH", "Where the program is looked for"},
                        {"LD_PRELOAD", "Is kept; the recorder comes first"}},
        .examples = {{"smh record -o ls.trace -- ls -l", "Record what ls -l asks of malloc."}},
        .see_also = {"malloc(3)", "ld.so(8)"}};
    record.final_callback([&choices] {
        choices.action = [&choices] {
            if (choices.command.empty()) {
                throw Failure{"arguments", "no program behind --", "see smh record --help"};
            }
            return run_record(choices.file, choices.command);
        };
    });
}

} // namespace smh::tool
