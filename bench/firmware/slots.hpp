// The blocks of the workload, and the calls that are counted.
#pragma once

#include <cstddef>

namespace slots {

inline constexpr unsigned count = 256;

void* block(unsigned slot); // null where the slot is empty
std::size_t bytes(unsigned slot);

// Each is one call of the API and what its caller has to do for it. Whoever runs the image counts
// the instructions from the start of one to the start of the next.
void alloc(unsigned slot, std::size_t bytes);
void aligned_alloc(unsigned slot, std::size_t alignment, std::size_t bytes);
void free(unsigned slot);

// Validates the pool, walks over each region, and lets a large block move to a larger one.
void look();
bool found_valid(); // the last time

// The last one is over.
void done();

} // namespace slots
