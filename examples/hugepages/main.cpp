// A pool over huge pages: a table that is read all over costs fewer misses of the processor's
// translation cache.
//
// To reserve huge pages: sysctl vm.nr_hugepages=64. Without, the kernel may still use some.
#include <cstdio>
#include <exception>
#include <unordered_map>

#include <smh/allocator.hpp>
#include <smh/pool.hpp>

#include "mapping.hpp"

namespace {

constexpr smh::Attribute huge{2};

bool add(smh::Pool& pool, const Mapping& mapping) {
    smh::Region region;
    region.address = reinterpret_cast<std::uintptr_t>(mapping.begin());
    region.size = mapping.size();
    region.attributes = huge;
    region.name = "huge pages";
    return pool.init() == smh::Status::ok && pool.add(region) == smh::Status::ok;
}

int run() {
    static constinit smh::Pool pool;
    const Mapping mapping(32 * Mapping::huge_page);
    if (!add(pool, mapping)) {
        return 1;
    }
    std::printf("%zu MiB of %s\n", mapping.size() >> 20, mapping.pages());
    {
        using Allocator = smh::pool_allocator<std::pair<const long, long>>;
        std::unordered_map<long, long, std::hash<long>, std::equal_to<>, Allocator> table(
            Allocator(pool, huge));
        for (long number = 0; number < 200000; ++number) {
            table[number * number] = number;
        }
        const smh::Statistics now = pool.statistics();
        std::printf("a table of %zu entries: %zu KiB in %zu blocks\n", table.size(), now.used >> 10,
                    now.blocks);
        if (table[144] != 12) {
            return 1;
        }
    }
    return pool.statistics().used == 0 ? 0 : 1;
}

} // namespace

int main() {
    try {
        return run();
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "hugepages: %s\n", failure.what());
        return 1;
    }
}
