// The mistakes that a memory checker must see, each in a function of its own: its name is what the
// checker's report begins with.
#pragma once

#include "scene.hpp"

namespace smh::checkers {

struct Misuse {
    const char* name;
    void (*make)(Scene&);
};

// Of the one that has a name; null where none has.
const Misuse* misuse(const char* name);

} // namespace smh::checkers
