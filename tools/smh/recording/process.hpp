// A program that runs while this one waits.
#pragma once

#include <string>
#include <vector>

namespace smh::tool {

// Runs the program at `path` with these words, the name first, and these variables ("NAME=value")
// instead of, or besides, one's own. Interrupts from the terminal are the program's; a request to
// terminate is passed on to it. Returns its exit code, or 128 and the signal that ended it.
// Throws Failure where it cannot be started.
int run_process(const std::string& path, const std::vector<std::string>& words,
                const std::vector<std::string>& variables);

} // namespace smh::tool
