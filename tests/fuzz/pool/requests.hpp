// The calls that give out blocks, resize them and take them back, right ones all.
#pragma once

#include "world.hpp"

namespace smh::fuzz {

void allocate(World& world);
void allocate_from_the_first(World& world);
void allocate_aligned(World& world);
void allocate_zeroed(World& world);
void allocate_by_request(World& world);

void resize(World& world);
void resize_aligned(World& world);

void release(World& world);
void release_by_alias(World& world);
void ask_for_size(World& world);

} // namespace smh::fuzz
