// Boost.Interprocess's allocation algorithms over memory that they are given, without a mutex.
#include <boost/interprocess/indexes/iset_index.hpp>
#include <boost/interprocess/managed_external_buffer.hpp>
#include <boost/interprocess/mem_algo/rbtree_best_fit.hpp>
#include <boost/interprocess/mem_algo/simple_seq_fit.hpp>

#include "program.hpp"

namespace smh::bench {

namespace interprocess = boost::interprocess;

struct Boost {
    static constexpr const char* name = BENCH_PEER;
    static constexpr bool bounded = true;
    static constexpr bool threads = false;

    using Buffer = interprocess::basic_managed_external_buffer<
        char, interprocess::BENCH_ALGORITHM<interprocess::null_mutex_family>,
        interprocess::iset_index>;

    static void start(const Setting& setting) {
        buffer = new Buffer{interprocess::create_only, host_memory(setting.bytes), setting.bytes};
    }
    static void* alloc(const Operation& operation) {
        return buffer->allocate(operation.bytes, std::nothrow);
    }
    static void* aligned_alloc(const Operation& operation) {
        return buffer->allocate_aligned(operation.bytes, operation.alignment, std::nothrow);
    }
    static void free(void* block, const Operation&) { buffer->deallocate(block); }

    static inline Buffer* buffer = nullptr;
};

} // namespace smh::bench

int main(int argc, char** argv) {
    return smh::bench::run<smh::bench::Boost>(argc, argv);
}
