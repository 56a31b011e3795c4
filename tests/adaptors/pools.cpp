#include "pools.hpp"

#include <cstdlib>

namespace smh::test {

namespace {

constexpr std::size_t region_size = std::size_t{1} << 20;

template <int number>
void fill(Pool& pool) {
    alignas(64) static std::array<std::array<std::byte, region_size>, 2> memories;
    Region region;
    region.size = region_size;
    region.address = reinterpret_cast<std::uintptr_t>(memories[0].data());
    region.attributes = near;
    const bool one = pool.add(region) == Status::ok;
    region.address = reinterpret_cast<std::uintptr_t>(memories[1].data());
    region.attributes = far;
    if (!one || pool.add(region) != Status::ok) {
        std::abort();
    }
}

} // namespace

Pool& other_pool() {
    static constinit Pool pool;
    return pool;
}

void have_pools() {
    if (shared_pool().init() == Status::ok && other_pool().init() == Status::ok) {
        fill<0>(shared_pool());
        fill<1>(other_pool());
    }
}

} // namespace smh::test
