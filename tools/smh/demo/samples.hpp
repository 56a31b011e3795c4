// What the Shared Multi Heap document shows: memory by attribute, here for each that the board has.
#pragma once

#include <optional>
#include <vector>

#include "machine.hpp"

namespace smh::tool {

struct Sample {
    Attribute attribute;
    std::optional<Place> place; // nowhere: no region has that much
};

inline constexpr std::size_t sample_bytes = 0x1000;

// Asks for so many bytes of each attribute, and gives them back.
std::vector<Sample> take_samples(const Machine& machine);

void print_samples(const Machine& machine, const std::vector<Sample>& samples);

} // namespace smh::tool
