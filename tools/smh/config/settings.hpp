// What CMake was told when all this was built; it makes the source of it from settings.cpp.in.
#pragma once

#include <vector>

namespace smh::tool {

struct Setting {
    const char* name;    // "SMH_MAX_REGIONS"
    const char* value;   // a number or a word; of a switch, ON or OFF
    const char* meaning; // what the CMake cache says of it
};

struct Build {
    const char* port;     // its folder's name
    const char* type;     // "Release", or nothing
    const char* compiler; // "GNU 12.2.0"
    const char* machine;  // "Linux x86_64"
    std::vector<Setting> settings;
};

Build build();

} // namespace smh::tool
