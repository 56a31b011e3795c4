// What gdb is shown of a board: see tests/gdb/scene.cpp.
#include "gdb/scene.hpp"

#include "machine.hpp"

int machine::run() {
    if (!scene::set()) {
        return 1;
    }
    scene_is_set();
    return 0;
}
