#include "slots.hpp"

#include "shared_multi_heap.h"

namespace slots {

namespace {

void* blocks[count];
std::size_t sizes[count];

} // namespace

void* block(unsigned slot) {
    return blocks[slot];
}

std::size_t bytes(unsigned slot) {
    return sizes[slot];
}

#define WATCHED [[gnu::noinline, gnu::section(".watched")]]

WATCHED void alloc(unsigned slot, std::size_t bytes) {
    blocks[slot] = shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, bytes);
    sizes[slot] = bytes;
}

WATCHED void aligned_alloc(unsigned slot, std::size_t alignment, std::size_t bytes) {
    blocks[slot] = shared_multi_heap_aligned_alloc(SMH_REG_ATTR_CACHEABLE, alignment, bytes);
    sizes[slot] = bytes;
}

WATCHED void free(unsigned slot) {
    shared_multi_heap_free(blocks[slot]);
    blocks[slot] = nullptr;
    sizes[slot] = 0;
}

WATCHED void done() {
    asm volatile("");
}

} // namespace slots
