#include "config/config.hpp"

#include "arguments/common.hpp"
#include "arguments/subcommands.hpp"
#include "failure.hpp"

namespace smh::tool {

void add_config(Command& command, Choices& choices) {
    Command& config =
        Command::add(command, "config", "Show how the library was built: version, port, settings");
    add_json(config, choices.json,
             "For programs; numbers as numbers, on and off as true and false");
    config.manual = {
        .rest = {},
        .details = {"Lists the options of CMake that smh was built with, each with its value and "
                    "what it means. They are those of the library in this command, and of the "
                    "libraries that are installed with it.",
                    "A program that links the library must be compiled with the same; pkg-config "
                    "and the CMake package see to that."},
        .notes = {},
        .exit_codes = plain_exit_codes(),
        .environment = colour_variables(),
        .examples = {{"smh config", "See all settings."},
                     {"smh config --json | jq .settings.SMH_MAX_REGIONS.value",
                      "How many regions a pool can hold, with the help of jq."}},
        .see_also = {"cmake(1)", "pkg-config(1)"}};
    config.final_callback([&choices] {
        choices.action = [&choices] {
            show_config(choices.json);
            return done;
        };
    });
}

} // namespace smh::tool
