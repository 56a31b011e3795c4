// Files to read that the system does not give.
#pragma once

#include <string>

namespace smh::tool {

// What to do about an error of the system; `wanted` is what the file should be: "devicetree".
std::string advice_for(int error, const std::string& wanted);

// Throws Failure where there is no such file, where it is a folder, not readable, or empty.
void refuse_unreadable(const std::string& file, const std::string& wanted);

} // namespace smh::tool
