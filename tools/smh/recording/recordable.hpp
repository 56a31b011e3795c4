// Which program a command would run, and whether the recorder can be preloaded into it.
#pragma once

#include <string>

namespace smh::tool {

// The path of the program, found as a shell would. Throws Failure where it is not there, cannot be
// executed, or ignores preloaded libraries: no dynamic linker, another one than ours, set-user-ID,
// set-group-ID, capabilities; of a script, all that holds for its interpreter too.
std::string recordable(const std::string& command);

} // namespace smh::tool
