// What only a heap that says what it has can tell: bytes for each block and each region.
#pragma once

#include <nlohmann/json.hpp>

namespace smh::bench {

void measure_overhead(nlohmann::ordered_json& out);

} // namespace smh::bench
