// smh, with regions that hold their own tags.
#include "peers/smh_calls.hpp"
#include "peers/smh_measures.hpp"
#include "program.hpp"

namespace smh::bench {

namespace {

void add(std::uintptr_t address, std::size_t bytes, unsigned attribute) {
    shared_multi_heap_region region{attribute, address, bytes};
    if (shared_multi_heap_add(&region, nullptr) != 0) {
        throw std::runtime_error{"the pool refuses a region"};
    }
}

void add_drivers_regions(std::uintptr_t address) {
    for (const Part& part : drivers_parts) {
        add(address, part.kibibytes << 10, part.attribute);
        address += part.kibibytes << 10;
    }
}

} // namespace

struct Smh : SmhCalls {
    static constexpr const char* name = "smh";

    static void start(const Setting& setting) {
        shared_multi_heap_pool_init();
        void* const memory =
            setting.untouched ? reserve(setting.bytes) : host_memory(setting.bytes);
        const auto address = reinterpret_cast<std::uintptr_t>(memory);
        if (setting.drivers) {
            return add_drivers_regions(address);
        }
        const std::size_t size = setting.bytes / setting.regions;
        for (unsigned number = 0; number < setting.regions; ++number) {
            add(address + number * size, size, number % setting.attributes);
        }
    }
};

} // namespace smh::bench

int main(int argc, char** argv) {
    using namespace smh::bench;
    return run<Smh>(argc, argv, measure_overhead);
}
