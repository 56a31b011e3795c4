// smh regions: what memories a devicetree describes.
#pragma once

#include <string>

namespace smh::tool {

// Prints the regions and their conflicts, for people or as JSON. Throws Failure on a file that is
// no board, and, after printing, on conflicts.
void show_regions(const std::string& file, bool json);

} // namespace smh::tool
