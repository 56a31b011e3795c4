// What a shell can offer for a value, by the name that --help gives it.
#pragma once

#include <string>
#include <vector>

namespace smh::tool {

struct Values {
    std::vector<std::string> patterns; // of names of files
    std::vector<std::string> words;    // the values themselves
};

// Both are empty for what only the user knows, such as a number.
Values values_of(const std::string& name);

} // namespace smh::tool
