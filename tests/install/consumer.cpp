// A C++ user of the installed library.
#include <cstdio>

#include <smh/devicetree.hpp>
#include <smh/pool.hpp>
#include <smh/version.hpp>

static unsigned char sram[8192];
static constinit smh::Pool pool;

int main() {
    smh::Region region;
    region.address = reinterpret_cast<std::uintptr_t>(sram);
    region.size = sizeof sram;
    region.attributes = {smh::cacheable, smh::Attribute{4}};
    if (pool.init() != smh::Status::ok || pool.add(region) != smh::Status::ok) {
        return 1;
    }
    void* const block = pool.alloc(smh::Attribute{4}, 1000);
    if (block == nullptr || pool.region_of(block) != pool.region(0)) {
        return 1;
    }
    pool.free(block);
    std::size_t count = 0;
    smh::devicetree::Entry entry;
    if (!smh::devicetree::read("no devicetree", 13, &entry, 1, count)) {
        return 1;
    }
    std::printf("consumer: done, smh %s\n", smh::version);
    return 0;
}
