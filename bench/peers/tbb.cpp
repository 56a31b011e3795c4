// TBB's pool over fixed memory. It has no aligned allocation: it is asked for more instead.
#define TBB_PREVIEW_MEMORY_POOL 1
#include <oneapi/tbb/memory_pool.h>

#include "program.hpp"

namespace smh::bench {

struct Tbb {
    static constexpr const char* name = "tbb";
    static constexpr bool bounded = true;
    static constexpr bool threads = true;

    static void start(const Setting& setting) {
        pool = new tbb::fixed_pool{host_memory(setting.bytes), setting.bytes};
    }
    static void* alloc(const Operation& operation) { return pool->malloc(operation.bytes); }
    static void* aligned_alloc(const Operation& operation) {
        return pool->malloc(std::size_t{operation.bytes} + operation.alignment);
    }
    static void free(void* block, const Operation&) { pool->free(block); }

    static inline tbb::fixed_pool* pool = nullptr;
};

} // namespace smh::bench

int main(int argc, char** argv) {
    return smh::bench::run<smh::bench::Tbb>(argc, argv);
}
