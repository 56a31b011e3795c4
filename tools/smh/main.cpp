// The smh command: does what its arguments say, and turns failures into one line.
#include <clocale>
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "command.hpp"
#include "failure.hpp"

int main(int argc, char** argv) {
    std::setlocale(LC_CTYPE, "");
    try {
        const int code = smh::tool::action_of(argc, argv)();
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
