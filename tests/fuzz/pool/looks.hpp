// What the pool says of itself, compared with what the model knows.
#pragma once

#include "world.hpp"

namespace smh::fuzz {

// Statistics, blocks, clients and validation, of all regions.
void look_at_all(World& world);

// A walk of one region between whose steps its blocks change.
void walk_while_changing(World& world);

} // namespace smh::fuzz
