// smh record: what a program asks of malloc, into a file.
#pragma once

#include <string>
#include <vector>

namespace smh::tool {

// Runs the command with the recorder preloaded, and says on standard error what was recorded.
// Returns the program's exit code, or 128 and the signal that ended it. Throws Failure where the
// program cannot be recorded or the file not be made; then nothing has run.
int run_record(const std::string& file, const std::vector<std::string>& command);

} // namespace smh::tool
