#include "misuse.hpp"

#include <cstring>

namespace smh::checkers {

namespace {

using Byte = volatile unsigned char;

// An odd number: a block ends with what was asked for, not with a granule.
constexpr std::size_t bytes = 25;

// What is done wrong. Not inline, so that a report names it.
[[gnu::noinline]] void read_byte(const Byte* byte) {
    static_cast<void>(*byte);
}
[[gnu::noinline]] void write_byte(Byte* byte) {
    *byte = 0x5A;
}
[[gnu::noinline]] void clear(void* block, std::size_t count) {
    std::memset(block, 0, count);
    asm volatile("" ::: "memory");
}
[[gnu::noinline]] void decide_by(const Byte* byte) {
    if (*byte == 7) {
        asm volatile("");
    }
}

unsigned char* freed(Scene& scene) {
    unsigned char* const block = scene.alloc(bytes);
    scene.pool.free(block);
    return block;
}

void* alias_of(Scene& scene, const void* block) {
    return scene.pool.to_alias(block);
}

// In no register and on no stack stays a pointer.
[[gnu::noinline]] void lose_block(Scene& scene) {
    static_cast<unsigned char*>(scene.pool.alloc(cacheable, bytes))[0] = 1;
}

const Misuse all[] = {
    {"read-behind", [](Scene& scene) { read_byte(scene.alloc(bytes) + bytes); }},
    {"write-behind", [](Scene& scene) { write_byte(scene.alloc(bytes) + bytes); }},
    {"clear-behind", [](Scene& scene) { clear(scene.alloc(bytes), bytes + 1); }},
    {"read-before", [](Scene& scene) { read_byte(scene.alloc(bytes) - 1); }},
    {"read-freed", [](Scene& scene) { read_byte(freed(scene)); }},
    {"write-freed", [](Scene& scene) { write_byte(freed(scene) + bytes - 1); }},
    {"read-reused",
     [](Scene& scene) {
         const unsigned char* const old = freed(scene);
         static_cast<void>(scene.alloc(bytes));
         read_byte(old);
     }},
    {"read-behind-aligned",
     [](Scene& scene) {
         read_byte(static_cast<Byte*>(scene.pool.aligned_alloc(cacheable, 4096, bytes)) + bytes);
     }},
    {"read-behind-shrunk",
     [](Scene& scene) {
         void* const block = scene.pool.realloc(cacheable, scene.alloc(200), bytes);
         read_byte(static_cast<Byte*>(block) + bytes);
     }},
    {"read-moved",
     [](Scene& scene) {
         unsigned char* const block = scene.alloc(bytes);
         static_cast<void>(scene.pool.realloc(mirrored, block, bytes));
         read_byte(block);
     }},
    {"read-behind-line", [](Scene& scene) { read_byte(scene.alloc(bytes, in_lines) + line); }},
    {"read-behind-clients",
     [](Scene& scene) {
         const Request request{.bytes = bytes, .required = cacheable, .client = &scene.client};
         read_byte(static_cast<Byte*>(scene.pool.alloc(request).block) + bytes);
     }},
    {"read-behind-alias",
     [](Scene& scene) {
         read_byte(static_cast<Byte*>(alias_of(scene, scene.alloc(bytes, mirrored))) + bytes);
     }},
    {"read-freed-by-alias",
     [](Scene& scene) {
         unsigned char* const block = scene.alloc(bytes, mirrored);
         scene.pool.free(alias_of(scene, block));
         read_byte(block);
     }},
    {"read-alias-of-freed",
     [](Scene& scene) {
         unsigned char* const block = scene.alloc(bytes, mirrored);
         scene.pool.free(block);
         read_byte(static_cast<Byte*>(alias_of(scene, block)));
     }},
    {"read-control-block", [](Scene& scene) { read_byte(scene.memory + 20); }},
    {"read-outside", [](Scene& scene) { read_byte(scene.memory + Scene::size / 2); }},
    {"read-edge", [](Scene& scene) { read_byte(scene.memory + 1); }},
    // What only memcheck sees.
    {"decide-by-fresh", [](Scene& scene) { decide_by(scene.alloc(bytes)); }},
    {"decide-by-grown",
     [](Scene& scene) {
         void* const block = scene.pool.calloc(cacheable, 1, bytes);
         decide_by(static_cast<Byte*>(scene.pool.realloc(cacheable, block, 200)) + bytes);
     }},
    {"lose-block", [](Scene& scene) { lose_block(scene); }},
};

} // namespace

const Misuse* misuse(const char* name) {
    for (const Misuse& each : all) {
        if (std::strcmp(each.name, name) == 0) {
            return &each;
        }
    }
    return nullptr;
}

} // namespace smh::checkers
