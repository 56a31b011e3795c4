// What a mistyped word may have meant.
#pragma once

#include <string>
#include <vector>

namespace smh::tool {

// The word that fewest changes of a letter lead to, or an empty one where none is near: at most two
// changes, and fewer than the shorter word has letters.
std::string nearest(const std::string& typed, const std::vector<std::string>& words);

} // namespace smh::tool
