// What a region's memory is good for: the largest block of a fresh region of 1 KiB, and what each
// block takes beside what was asked for.
#include <cstdint>

#include "machine.hpp"
#include "shared_multi_heap.h"

namespace {

alignas(16) unsigned char memory[1024];

std::size_t largest_block() {
    for (std::size_t bytes = sizeof memory; bytes > 0; --bytes) {
        if (void* const block = shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, bytes)) {
            shared_multi_heap_free(block);
            return bytes;
        }
    }
    return 0;
}

// The distance between blocks that lie side by side, without what they were asked for: the least
// of several sizes, so that nothing is rounded up.
std::size_t bytes_per_block() {
    std::size_t least = sizeof memory;
    for (std::size_t bytes = 48; bytes < 64; ++bytes) {
        void* const block = shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, bytes);
        void* const next = shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, bytes);
        const auto from = reinterpret_cast<std::uintptr_t>(block);
        const auto to = reinterpret_cast<std::uintptr_t>(next);
        const std::size_t distance = from < to ? to - from : from - to;
        least = distance - bytes < least ? distance - bytes : least;
        shared_multi_heap_free(block);
        shared_multi_heap_free(next);
    }
    return least;
}

void write_figure(const char* name, std::size_t figure) {
    machine::write(name);
    machine::write(static_cast<std::uint32_t>(figure));
    machine::write("\n");
}

} // namespace

int machine::run() {
    shared_multi_heap_region region{SMH_REG_ATTR_CACHEABLE,
                                    reinterpret_cast<std::uintptr_t>(memory), sizeof memory};
    if (shared_multi_heap_pool_init() != 0 || shared_multi_heap_add(&region, nullptr) != 0) {
        return 1;
    }
    write_figure("largest ", largest_block());
    write_figure("block ", bytes_per_block());
    return 0;
}
