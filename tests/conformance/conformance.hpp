// The conformance suite: what every call of the C API does, as a table of cases.
//
// Freestanding: no test library, no allocation, no hosted header, so that the same table runs on
// a bare target. The cases run in order, once, against the one pool of the process; each leaves
// the pool as it found it, but for the regions it has added.
#pragma once

#include <cstddef>

namespace smh::conformance {

struct Case {
    const char* name;
    bool (*run)();
};

// The table and its length.
const Case* cases();
std::size_t case_count();

// After a case has failed: the text of the first condition that did not hold, and its line.
struct Failure {
    const char* condition;
    int line;
};
Failure last_failure();

} // namespace smh::conformance
