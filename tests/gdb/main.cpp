// The scene, in a program of this machine.
#include "gdb/scene.hpp"

int main() {
    if (!scene::set()) {
        return 1;
    }
    scene_is_set();
    return 0;
}
