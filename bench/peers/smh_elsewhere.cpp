// smh, with regions of which the tags lie elsewhere. Nothing can be touched in them.
#include <sys/mman.h>

#include <chrono>
#include <fstream>

#include "peers/smh_calls.hpp"
#include "program.hpp"
#include "smh/shared_pool.hpp"

namespace smh::bench {

namespace {

void* closed_memory(std::size_t bytes) {
    void* const memory =
        mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        throw std::runtime_error{"no address space"};
    }
    return memory;
}

Metadata metadata_for(std::size_t bytes, std::size_t granule, bool touched) {
    Metadata metadata;
    metadata.size = metadata_size(bytes, granule);
    metadata.address = reinterpret_cast<std::uintptr_t>(touched ? host_memory(metadata.size)
                                                                : reserve(metadata.size));
    metadata.granule = granule;
    metadata.untouchable = true;
    return metadata;
}

void add(std::uintptr_t address, std::size_t bytes, unsigned attribute, const Metadata& metadata) {
    Region region;
    region.address = address;
    region.size = bytes;
    region.attributes = Attribute{attribute};
    if (shared_pool().add(region, metadata) != Status::ok) {
        throw std::runtime_error{"the pool refuses a region"};
    }
}

void add_drivers_regions(std::uintptr_t address, std::size_t granule) {
    for (const Part& part : drivers_parts) {
        const std::size_t bytes = part.kibibytes << 10;
        add(address, bytes, part.attribute, metadata_for(bytes, granule, true));
        address += bytes;
    }
}

std::size_t resident_bytes() {
    std::size_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages >> pages;
    return pages * 4096;
}

} // namespace

struct SmhElsewhere : SmhCalls {
    static constexpr const char* name = "smh_elsewhere";

    static void start(const Setting& setting) {
        shared_multi_heap_pool_init();
        const auto address = reinterpret_cast<std::uintptr_t>(closed_memory(setting.bytes));
        if (setting.drivers) {
            return add_drivers_regions(address, setting.granule);
        }
        const std::size_t size = setting.bytes / setting.regions;
        for (unsigned number = 0; number < setting.regions; ++number) {
            add(address + number * size, size, number % setting.attributes,
                metadata_for(size, setting.granule, !setting.untouched));
        }
    }
};

namespace {

// A region as large as can be: what it takes to add one.
void measure_large(Json& out) {
    using Clock = std::chrono::steady_clock;
    constexpr std::size_t bytes = std::size_t{1} << 40;
    constexpr std::size_t granule = 4096;
    shared_multi_heap_pool_init();
    const auto address = reinterpret_cast<std::uintptr_t>(closed_memory(bytes));
    const Metadata metadata = metadata_for(bytes, granule, false);
    const std::size_t before = resident_bytes();
    const auto begin = Clock::now();
    add(address, bytes, 0, metadata);
    const std::chrono::duration<double, std::milli> taken = Clock::now() - begin;
    out["add_ms"] = taken.count();
    out["resident_bytes"] = resident_bytes() - before;
    out["metadata_bytes"] = metadata.size;
}

} // namespace
} // namespace smh::bench

int main(int argc, char** argv) {
    using namespace smh::bench;
    return run<SmhElsewhere>(argc, argv, measure_large);
}
