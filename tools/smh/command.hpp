// The words behind smh, and what they ask for.
#pragma once

#include <functional>

namespace smh::tool {

// Reads the words, the first of which is the program's name. What they ask for is done by calling
// the result, which returns the exit code; help and the version are printed here. Both throw
// Failure: this where the words cannot be used, that where the input cannot.
std::function<int()> action_of(int argc, char** argv);

} // namespace smh::tool
