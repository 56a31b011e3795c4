// What smh generate is asked for. An empty name is an output that is not wanted.
#pragma once

#include <string>

namespace smh::tool {

struct GenerateOptions {
    std::string board;
    std::string header;  // the table, for C++
    std::string linker;  // the memories, for the linker
    std::string script;  // the linker script that the one above includes
    std::string depfile; // what the outputs were made of, for make
    bool json = false;
};

} // namespace smh::tool
