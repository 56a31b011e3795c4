// The standard library's pools over one buffer. They are told the size when a block is freed.
#include <memory_resource>
#include <new>

#include "program.hpp"

namespace smh::bench {

struct Pmr {
    static constexpr const char* name = "pmr";
    static constexpr bool bounded = true;
    static constexpr bool threads = false;

    static void start(const Setting& setting) {
        auto* const buffer = new std::pmr::monotonic_buffer_resource{
            host_memory(setting.bytes), setting.bytes, std::pmr::null_memory_resource()};
        pools = new std::pmr::unsynchronized_pool_resource{buffer};
    }
    static void* alloc(const Operation& operation) {
        return allocate(operation.bytes, alignof(std::max_align_t));
    }
    static void* aligned_alloc(const Operation& operation) {
        return allocate(operation.bytes, operation.alignment);
    }
    static void free(void* block, const Operation& operation) {
        const bool aligned = operation.alignment != 0;
        pools->deallocate(block, operation.bytes,
                          aligned ? operation.alignment : alignof(std::max_align_t));
    }

    static void* allocate(std::size_t bytes, std::size_t alignment) {
        try {
            return pools->allocate(bytes, alignment);
        } catch (const std::bad_alloc&) {
            return nullptr;
        }
    }

    static inline std::pmr::unsynchronized_pool_resource* pools = nullptr;
};

} // namespace smh::bench

int main(int argc, char** argv) {
    return smh::bench::run<smh::bench::Pmr>(argc, argv);
}
