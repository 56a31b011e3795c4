// What the user of a block writes into it: every byte, so that whoever else writes there is seen.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smh::soak {

void fill(void* block, std::size_t bytes, std::uint64_t pattern);

// Is it as it was filled? `bytes` may be fewer.
bool holds(const void* block, std::size_t bytes, std::uint64_t pattern);

} // namespace smh::soak
