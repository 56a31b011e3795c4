// A random load on all that a pool can do, for as long as one likes.
#include <clocale>
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "arguments.hpp"
#include "run.hpp"

int main(int argc, char** argv) {
    std::setlocale(LC_CTYPE, "");
    smh::soak::Options options;
    CLI::App app{"A random load on all that a pool can do, for as long as one likes."};
    smh::soak::add_options(app, options);
    try {
        app.parse(argc, argv);
        const smh::soak::Report report(options.json);
        return smh::soak::run(options, report).damage ? 1 : 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "soak: {}\n", failure.what());
        return 1;
    }
}
