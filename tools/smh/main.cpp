// The smh command: reads its arguments, runs one subcommand, and turns failures into one line.
#include <clocale>
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "demo/demo.hpp"
#include "failure.hpp"
#include "regions.hpp"
#include "smh/version.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

int run(int argc, char** argv) {
    CLI::App app{"One heap over all the memories of a machine.", "smh"};
    app.set_version_flag("--version", std::string{"smh "} + version);
    app.require_subcommand(1);
    app.footer("Exit codes: 0 done, 1 something is off, 2 input that cannot be used.");
    std::string file;

    CLI::App* const regions =
        app.add_subcommand("regions", "Show the regions that a devicetree describes");
    bool json = false;
    regions->add_option("file", file, "A devicetree: a blob (.dtb), or a source (.dts)")
        ->required();
    regions->add_flag("--json", json, "For programs; addresses and sizes in bytes, as numbers");

    CLI::App* const demo = app.add_subcommand(
        "demo", "Back a board's regions with host memory, run a load on them, show where it went");
    demo->add_option("file", file, "The board; a small microcontroller where none is given");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return app.exit(error);
        }
        throw Failure{"arguments", printable(error.what()), "see smh --help"};
    }
    if (regions->parsed()) {
        show_regions(file, json);
        return done;
    }
    return run_demo(file) ? done : off;
}

} // namespace

} // namespace smh::tool

int main(int argc, char** argv) {
    std::setlocale(LC_CTYPE, "");
    try {
        const int code = smh::tool::run(argc, argv);
        if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
            throw smh::tool::Failure{"output", "it cannot all be written", "make room for it"};
        }
        return code;
    } catch (const std::exception& failure) {
        std::fflush(stdout);
        fmt::print(stderr, "smh: {}\n", failure.what());
        return smh::tool::bad_input;
    }
}
