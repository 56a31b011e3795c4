// What a mistyped word may have meant.
#pragma once

#include <string>
#include <vector>

namespace smh::tool {

// The word that fewest changes of a letter lead to, or an empty one where none is near: two changes
// at most, and for less than half of the letters.
std::string nearest(const std::string& typed, const std::vector<std::string>& words);

} // namespace smh::tool
