#include "peers/smh_measures.hpp"

#include "host_memory.hpp"
#include "smh/pool.hpp"

namespace smh::bench {

namespace {

Region region_of(std::size_t bytes) {
    Region region;
    region.address = reinterpret_cast<std::uintptr_t>(host_memory(bytes));
    region.size = bytes;
    region.attributes = cacheable;
    return region;
}

Statistics last_region_of(const Pool& pool) {
    Statistics statistics{};
    pool.statistics(pool.region_count() - 1, statistics);
    return statistics;
}

// Requests that fill their blocks, so that nothing is rounded: what is left of them is the tag and,
// where blocks are exact, the canary.
double bytes_per_block(Pool& pool) {
    constexpr std::size_t blocks = 1000;
    constexpr std::size_t kept = sizeof(void*) + (config::exact ? sizeof(std::uint32_t) : 0);
    std::size_t asked = 0;
    for (std::size_t number = 0; number < blocks; ++number) {
        const std::size_t bytes = 2 * alignof(std::max_align_t) * (1 + number % 15) - kept;
        asked += pool.alloc(cacheable, bytes) != nullptr ? bytes : 0;
    }
    return static_cast<double>(last_region_of(pool).used - asked) / blocks;
}

} // namespace

void measure_overhead(nlohmann::ordered_json& out) {
    static Pool pool;
    pool.init();
    out["control_block"] = nlohmann::ordered_json::object();
    for (std::size_t bytes = 256; bytes <= std::size_t{16} << 20; bytes *= 4) {
        pool.add(region_of(bytes));
        out["control_block"][std::to_string(bytes)] = bytes - last_region_of(pool).capacity;
    }
    static Pool one;
    one.init();
    one.add(region_of(std::size_t{1} << 20));
    out["bytes_per_block"] = bytes_per_block(one);
}

} // namespace smh::bench
