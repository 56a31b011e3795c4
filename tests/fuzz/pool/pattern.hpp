// What is written into a block and looked for when it goes: different for each seed and each place.
//
// No word of it passes for a tag of a region in the arena. Of other words one in 2^20 does, and
// with so many interior pointers as are tried here that would happen.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smh::fuzz {

void write_pattern(void* block, std::size_t bytes, std::uint64_t seed);
bool holds_pattern(const void* block, std::size_t bytes, std::uint64_t seed);

} // namespace smh::fuzz
