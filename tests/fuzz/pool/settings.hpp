// What may change while a pool is used, beside its blocks.
#pragma once

#include "world.hpp"

namespace smh::fuzz {

void add_region(World& world);
void remove_region(World& world);
void drain_region(World& world);
void resume_region(World& world);

void set_fallback(World& world);
void set_quota(World& world);
void change_client(World& world);
void change_observer(World& world);
void reset_extremes(World& world);

} // namespace smh::fuzz
