// Regions as small as they get: 256 bytes and 1 KiB, filled until nothing is left.
#include "check.hpp"
#include "shared_multi_heap.h"
#include "smh/shared_pool.hpp"

namespace {

alignas(16) unsigned char quarter[256];
alignas(16) unsigned char whole[1024];

constexpr unsigned in_quarter = SMH_REG_ATTR_CACHEABLE;
constexpr unsigned in_whole = SMH_REG_ATTR_NON_CACHEABLE;

std::size_t largest(unsigned attribute) {
    for (std::size_t bytes = 1024; bytes > 0; --bytes) {
        if (void* const block = shared_multi_heap_alloc(attribute, bytes)) {
            shared_multi_heap_free(block);
            return bytes;
        }
    }
    return 0;
}

// Takes all there is in blocks of this size, shows that nothing changes where nothing is left, and
// gives all back, every second first. Returns how many there were.
unsigned fill_and_empty(unsigned attribute, std::size_t bytes) {
    void* blocks[64];
    unsigned count = 0;
    while (void* const block = shared_multi_heap_alloc(attribute, bytes)) {
        check::holds(count < 64, "no more blocks than bytes");
        blocks[count++] = block;
    }
    for (unsigned again = 0; again < 3; ++again) {
        check::holds(shared_multi_heap_alloc(attribute, bytes) == nullptr, "nothing is left");
        check::holds(shared_multi_heap_aligned_alloc(attribute, 64, bytes) == nullptr,
                     "nothing is left, aligned");
        check::holds(smh::shared_pool().validate(smh::Depth::full), "valid when full");
    }
    for (unsigned first : {0U, 1U}) {
        for (unsigned block = first; block < count; block += 2) {
            shared_multi_heap_free(blocks[block]);
        }
        check::holds(smh::shared_pool().validate(smh::Depth::full), "valid when emptied");
    }
    return count;
}

void add(unsigned attribute, std::uintptr_t address, std::size_t size) {
    shared_multi_heap_region region{attribute, address, size};
    check::holds(shared_multi_heap_add(&region, nullptr) == 0, "add");
}

} // namespace

int machine::run() {
    check::holds(shared_multi_heap_pool_init() == 0, "init");
    add(in_quarter, check::address_of(quarter), sizeof quarter);
    add(in_whole, check::address_of(whole), sizeof whole);

    const std::size_t most_of_quarter = largest(in_quarter);
    const std::size_t most_of_whole = largest(in_whole);
    check::holds(most_of_quarter >= 128, "half of 256 bytes in one block");
    check::holds(most_of_whole >= 900, "900 of 1024 bytes in one block");
    for (const std::size_t bytes : {1U, 12U, 28U, 60U}) {
        check::holds(fill_and_empty(in_quarter, bytes) >= 128 / (bytes + 32), "several blocks");
        check::holds(fill_and_empty(in_whole, bytes) >= 900 / (bytes + 32), "many blocks");
        check::holds(largest(in_quarter) == most_of_quarter && largest(in_whole) == most_of_whole,
                     "all of it is back");
    }
    return 0;
}
