// What a target insists on. An engine takes the end of the program for what it looks for.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace smh::fuzz {

inline void require(bool holds, const char* what, const char* file = __builtin_FILE(),
                    int line = __builtin_LINE()) {
    if (!holds) {
        std::fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
        std::abort();
    }
}

} // namespace smh::fuzz
