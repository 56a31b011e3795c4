// What is timed of smh: its C API, lock, look-ups and all.
#pragma once

#include "sequence.hpp"
#include "shared_multi_heap.h"

namespace smh::bench {

// Of the drivers' workload.
struct Part {
    unsigned attribute;
    std::size_t kibibytes;
};
inline constexpr Part drivers_parts[] = {{0, 128}, {0, 512}, {1, 4}, {1, 64}, {2, 32}, {2, 256}};

struct SmhCalls {
    static constexpr bool bounded = true;
    static constexpr bool threads = true;

    static void* alloc(const Operation& operation) {
        return shared_multi_heap_alloc(operation.attribute, operation.bytes);
    }
    static void* aligned_alloc(const Operation& operation) {
        return shared_multi_heap_aligned_alloc(operation.attribute, operation.alignment,
                                               operation.bytes);
    }
    static void free(void* block, const Operation&) { shared_multi_heap_free(block); }
};

} // namespace smh::bench
