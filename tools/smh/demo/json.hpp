// What the demo has to say, for programs.
#pragma once

#include <nlohmann/json.hpp>

#include "demo/load.hpp"
#include "demo/samples.hpp"
#include "machine.hpp"

namespace smh::tool {

// Addresses are the board's, sizes in bytes, fragmentation in thousandths.
nlohmann::ordered_json json_of(const Machine& machine, const std::vector<Sample>& samples,
                               const Load& load, double seconds);

} // namespace smh::tool
