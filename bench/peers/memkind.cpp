// memkind's fixed kind: jemalloc over memory that it is given.
#include <memkind.h>

#include "program.hpp"

namespace smh::bench {

struct Memkind {
    static constexpr const char* name = "memkind";
    static constexpr bool bounded = true;
    static constexpr bool threads = true;

    static void start(const Setting& setting) {
        const std::size_t least = MEMKIND_PMEM_MIN_SIZE;
        const std::size_t bytes = std::max(setting.bytes, least);
        if (memkind_create_fixed(host_memory(bytes), bytes, &kind) != MEMKIND_SUCCESS) {
            throw std::runtime_error{"memkind_create_fixed refuses the memory"};
        }
    }
    static void* alloc(const Operation& operation) { return memkind_malloc(kind, operation.bytes); }
    static void* aligned_alloc(const Operation& operation) {
        void* block = nullptr;
        return memkind_posix_memalign(kind, &block, operation.alignment, operation.bytes) == 0
                   ? block
                   : nullptr;
    }
    static void free(void* block, const Operation&) { memkind_free(kind, block); }

    static inline memkind_t kind = nullptr;
};

} // namespace smh::bench

int main(int argc, char** argv) {
    return smh::bench::run<smh::bench::Memkind>(argc, argv);
}
