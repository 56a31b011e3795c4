// A region at address 0, where the board has memory: it serves, but no block is at 0.
#include "check.hpp"
#include "shared_multi_heap.h"
#include "smh/shared_pool.hpp"

namespace {

constexpr std::size_t size = MEMORY_AT_ZERO;
constexpr unsigned attribute = SMH_REG_ATTR_CACHEABLE;

unsigned faults;

// The first two words are left out of the region.
void on_fault(const shared_multi_heap_fault* fault) {
    const bool left_out =
        reinterpret_cast<std::uintptr_t>(fault->address) < 2 * sizeof(std::uintptr_t);
    check::holds(fault->kind == (left_out ? SHARED_MULTI_HEAP_FOREIGN_POINTER
                                          : SHARED_MULTI_HEAP_INTERIOR_POINTER),
                 "a pointer to where no block is");
    check::holds(fault->region == (left_out ? -1 : 0), "a pointer into the region, or not");
    ++faults;
}

unsigned fill() {
    unsigned blocks = 0;
    while (void* const block = shared_multi_heap_alloc(attribute, 60)) {
        check::holds(reinterpret_cast<std::uintptr_t>(block) + 60 <= size, "within the region");
        for (unsigned i = 0; i < 60; ++i) {
            static_cast<unsigned char*>(block)[i] = static_cast<unsigned char>(i);
        }
        ++blocks;
    }
    return blocks;
}

} // namespace

int machine::run() {
    move_vectors_from_zero();
    shared_multi_heap_region region{attribute, 0, size};
    check::holds(shared_multi_heap_pool_init() == 0, "init");
    check::holds(shared_multi_heap_add(&region, nullptr) == 0, "add at address 0");
    check::holds(shared_multi_heap_add(&region, nullptr) == -smh::port::error_exists,
                 "the same again overlaps");
    check::holds(fill() > size / 80, "it serves");
    shared_multi_heap_free(nullptr);
    shared_multi_heap_set_fault_handler(on_fault);
    for (std::uintptr_t address = 1; address < 32; ++address) {
        shared_multi_heap_free(reinterpret_cast<void*>(address));
    }
    check::holds(faults == 31, "each is one fault");
    check::holds(smh::shared_pool().validate(smh::Depth::full), "the pool is valid");
    return 0;
}
