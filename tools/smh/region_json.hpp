// A board's regions for programs.
#pragma once

#include <nlohmann/json.hpp>

#include "board.hpp"

namespace smh::tool {

// What the devicetree says of the region; addresses and sizes in bytes, as numbers.
nlohmann::ordered_json json_of(const BoardRegion& region);

} // namespace smh::tool
