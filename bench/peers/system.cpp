// Whatever malloc the program is linked with.
#include <cstdlib>

#include "program.hpp"

namespace smh::bench {

struct System {
    static constexpr const char* name = BENCH_PEER;
    static constexpr bool bounded = false;
    static constexpr bool threads = true;

    static void start(const Setting&) {}
    static void* alloc(const Operation& operation) { return std::malloc(operation.bytes); }
    static void* aligned_alloc(const Operation& operation) {
        void* block = nullptr;
        return posix_memalign(&block, operation.alignment, operation.bytes) == 0 ? block : nullptr;
    }
    static void free(void* block, const Operation&) { std::free(block); }
};

} // namespace smh::bench

int main(int argc, char** argv) {
    return smh::bench::run<smh::bench::System>(argc, argv);
}
