// What the start of an executable file says about how it is run.
#pragma once

#include <string>

namespace smh::tool {

struct Executable {
    enum class Kind { elf, script, other };

    Kind kind = Kind::other;
    std::string interpreter; // the dynamic linker, or the script's; empty where there is none
};

// Reads it; a file that cannot be read, or is damaged, is of no kind.
Executable read_executable(const std::string& path);

} // namespace smh::tool
