// Mistakes that the pool itself reports: a checker has nothing to say of how it finds them.
#pragma once

#include "scene.hpp"

namespace smh::checkers {

// Pointers that are no block's.
void be_told_of_faults(Scene& scene);

// Where the level of hardening repairs regions: of which somebody has written over a tag, unseen by
// the checker, as a device would.
void be_repaired(Scene& scene);

} // namespace smh::checkers
