// Bytes that are written into a block and looked for when it goes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smh::tool {

// Different for each seed, and at each place of a block, so neither another block's bytes nor
// one's own in a wrong place go unnoticed.
void write_pattern(void* block, std::size_t size, std::uint64_t seed);

// Are all bytes as they were written?
bool holds_pattern(const void* block, std::size_t size, std::uint64_t seed);

} // namespace smh::tool
