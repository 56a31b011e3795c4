// What is done with address regions and their blocks.
#pragma once

#include "world.hpp"

namespace smh::fuzz {

void add_addresses(World& world);
void remove_addresses(World& world);
void allocate_address(World& world);
void release_address(World& world);

// A wrong call is one fault of the right kind, and changes nothing.
void misuse_address(World& world);

} // namespace smh::fuzz
