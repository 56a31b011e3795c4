// The memories of the board become one pool; what is asked for by attribute comes from the right
// one.
#include <regions.hpp>
#include <smh/pool.hpp>

#include "console.hpp"

namespace {

constinit smh::Pool pool;

bool add_memory() {
    if (pool.init() != smh::Status::ok) {
        return false;
    }
    for (const smh::LinkedRegion& region : smh::board::regions) {
        if (pool.add(region) != smh::Status::ok) {
            return false;
        }
    }
    return true;
}

void show(const char* what, const void* block) {
    write(what);
    write(" in ");
    write(pool.region_of(block)->name);
    write("\n");
}

void show_memory() {
    for (unsigned number = 0; number < pool.region_count(); ++number) {
        smh::Statistics statistics;
        pool.statistics(number, statistics);
        write(pool.region(number)->name);
        write(": ");
        write(static_cast<std::uint32_t>(statistics.used));
        write(" of ");
        write(static_cast<std::uint32_t>(statistics.capacity));
        write(" bytes in use\n");
    }
}

} // namespace

bool run() {
    if (!add_memory()) {
        return false;
    }
    void* const packet = pool.alloc(smh::board::dma, 1500);
    void* const table = pool.alloc(smh::board::cacheable, 100000);
    if (packet == nullptr || table == nullptr) {
        return false;
    }
    show("the packet is", packet);
    show("the table is", table);
    show_memory();
    pool.free(packet);
    pool.free(table);
    return pool.statistics().used == 0;
}
