// Runs the conformance table on a hosted machine.
#include <cstdio>

#include "conformance/conformance.hpp"

int main() {
    using namespace smh::conformance;
    int failed = 0;
    for (std::size_t i = 0; i < case_count(); ++i) {
        const Case& test = cases()[i];
        const bool passed = test.run();
        std::printf("%s  %s\n", passed ? "pass" : "FAIL", test.name);
        if (!passed) {
            ++failed;
            std::printf("      line %d: %s\n", last_failure().line, last_failure().condition);
        }
    }
    std::printf("%d of %zu cases failed\n", failed, case_count());
    return failed == 0 ? 0 : 1;
}
