// usage: PROGRAM MISUSE: makes this mistake once. Without a checker, or where it sees nothing, the
// exit code is 0.
#include <cstdio>

#include "misuse.hpp"

int main(int count, char** arguments) {
    const auto* const misuse = count == 2 ? smh::checkers::misuse(arguments[1]) : nullptr;
    if (misuse == nullptr) {
        std::fprintf(stderr, "there is no such misuse\n");
        return 2;
    }
    misuse->make(smh::checkers::set_scene());
    return 0;
}
