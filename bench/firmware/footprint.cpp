// The smallest program that uses the whole of the Shared Multi Heap API, and nothing else: what the
// linker keeps of the library for it is what the library costs.
#include "machine.hpp"
#include "shared_multi_heap.h"

namespace {

alignas(16) unsigned char memory[1024];

} // namespace

int machine::run() {
    shared_multi_heap_region region{SMH_REG_ATTR_CACHEABLE,
                                    reinterpret_cast<std::uintptr_t>(memory), sizeof memory};
    if (shared_multi_heap_pool_init() != 0 || shared_multi_heap_add(&region, nullptr) != 0) {
        return 1;
    }
    void* const block = shared_multi_heap_alloc(SMH_REG_ATTR_CACHEABLE, 100);
    void* const aligned = shared_multi_heap_aligned_alloc(SMH_REG_ATTR_CACHEABLE, 64, 100);
    shared_multi_heap_free(block);
    shared_multi_heap_free(aligned);
    return block != nullptr && aligned != nullptr ? 0 : 1;
}
