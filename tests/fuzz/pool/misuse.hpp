// What must not be done. A wrong call is one fault of the right kind, and changes nothing.
#pragma once

#include "world.hpp"

namespace smh::fuzz {

void misuse_freed(World& world);
void misuse_twice(World& world);
void misuse_interior(World& world);
void misuse_anywhere(World& world);
void misuse_foreign(World& world);

// Where blocks are exact.
void misuse_overrun(World& world);

} // namespace smh::fuzz
