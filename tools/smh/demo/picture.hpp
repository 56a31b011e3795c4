// Where the blocks of a region lie, as a line of characters.
#pragma once

#include <string>

#include "smh/pool.hpp"

namespace smh::tool {

// `width` characters for the region from its first address to its last; the more of a
// character's share is allocated, the darker it is. Without Unicode: spaces . : + #
std::string picture_of(const Pool& pool, unsigned number, std::size_t width, bool unicode);

} // namespace smh::tool
