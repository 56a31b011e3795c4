// A semihosting call; each core has its own way to ask for one.
#pragma once

#include <cstdint>

namespace machine {

void semihosting(std::uintptr_t operation, const void* argument);

} // namespace machine
