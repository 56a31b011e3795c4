#include "scene.hpp"

#include <cstdio>
#include <cstdlib>
#include <new>

namespace smh::checkers {

void require(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

namespace {

void require(Status status) {
    checkers::require(status == Status::ok, "the scene can be set");
}

std::uintptr_t address_of(const unsigned char* memory) {
    return reinterpret_cast<std::uintptr_t>(memory);
}

} // namespace

// The first region begins at an odd address, so that not all of it is the pool's to hand out.
Scene::Scene() {
    require(pool.init());
    require(pool.add({.address = address_of(memory) + 1,
                      .size = size - 1,
                      .attributes = cacheable,
                      .name = "PLAIN"}));
    require(pool.add({.address = address_of(line_memory),
                      .size = size,
                      .attributes = in_lines,
                      .cache_line = line}));
    require(pool.add({.address = mirrored_memory.address(),
                      .size = size,
                      .attributes = mirrored,
                      .alias_offset = mirrored_memory.offset()}));
    require(pool.add_client(client));
}

Scene& set_scene() {
    alignas(Scene) static unsigned char place[sizeof(Scene)];
    return *new (place) Scene;
}

} // namespace smh::checkers
