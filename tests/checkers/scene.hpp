// A pool with a region of each kind, for programs that a memory checker watches.
#pragma once

#include "smh/pool.hpp"
#include "support/mirrored_memory.hpp"

namespace smh::checkers {

inline constexpr Attribute mirrored{2};
inline constexpr Attribute in_lines{3};
inline constexpr std::size_t line = 64;

void require(bool holds, const char* what);

struct Scene {
    Scene();

    unsigned char* alloc(std::size_t bytes, Attribute attribute = cacheable) {
        return static_cast<unsigned char*>(pool.alloc(attribute, bytes));
    }

    static constexpr std::size_t size = 65536;
    alignas(64) unsigned char memory[size]{};
    alignas(64) unsigned char line_memory[size]{};
    test::MirroredMemory mirrored_memory{size};
    Pool pool;
    Client client{"client"};
    void* kept[config::max_attributes]{}; // blocks that are never freed, by attribute
};

// The one that a program has. It is not destroyed: leaks are looked for at the very end.
Scene& set_scene();

} // namespace smh::checkers
