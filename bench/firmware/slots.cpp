#include "slots.hpp"

#include "shared_multi_heap.h"

namespace slots {

namespace {

void ignore(void* /*context*/, const shared_multi_heap_block* /*block*/) {}

void* blocks[count];
std::size_t sizes[count];
bool valid = true;

} // namespace

void* block(unsigned slot) {
    return blocks[slot];
}

bool found_valid() {
    return valid;
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

WATCHED void look() {
    valid = shared_multi_heap_validate(true);
    for (unsigned region = 0; region < shared_multi_heap_region_count(); ++region) {
        shared_multi_heap_walk(region, ignore, nullptr);
    }
    void* const large = shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, 500);
    void* const in_the_way = shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, 500);
    void* const moved = shared_multi_heap_realloc(SMH_REG_ATTR_CACHEABLE, large, 700);
    shared_multi_heap_free(in_the_way);
    shared_multi_heap_free(moved != nullptr ? moved : large);
}

WATCHED void done() {
    asm volatile("");
}

} // namespace slots
