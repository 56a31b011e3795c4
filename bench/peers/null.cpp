// No allocator: what the harness itself costs.
#include "program.hpp"

namespace smh::bench {

struct Null {
    static constexpr const char* name = "null";
    static constexpr bool bounded = false;
    static constexpr bool threads = false;

    static void start(const Setting&) {}
    [[gnu::noinline]] static void* alloc(const Operation& operation) {
        return const_cast<Operation*>(&operation);
    }
    [[gnu::noinline]] static void* aligned_alloc(const Operation& operation) {
        return const_cast<Operation*>(&operation);
    }
    [[gnu::noinline]] static void free(void* block, const Operation&) {
        asm volatile("" : : "r"(block) : "memory");
    }
};

} // namespace smh::bench

int main(int argc, char** argv) {
    return smh::bench::run<smh::bench::Null>(argc, argv);
}
