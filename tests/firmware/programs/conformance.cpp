// Runs the conformance table on a bare board.
#include "conformance/conformance.hpp"

#include "machine.hpp"

int machine::run() {
    using namespace smh::conformance;
    std::uint32_t failed = 0;
    for (std::size_t i = 0; i < case_count(); ++i) {
        if (!cases()[i].run()) {
            ++failed;
            write("FAIL  ");
            write(cases()[i].name);
            write(", line ");
            write(static_cast<std::uint32_t>(last_failure().line));
            write(": ");
            write(last_failure().condition);
            write("\n");
        }
    }
    write(failed);
    write(" of ");
    write(static_cast<std::uint32_t>(case_count()));
    write(" cases failed\n");
    return failed == 0 ? 0 : 1;
}
