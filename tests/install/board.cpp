// A user of the table that smh_generate makes. Only compiled: it is linked by a board's own script.
#include <regions.hpp>
#include <smh/pool.hpp>

bool add_all(smh::Pool& pool) {
    for (const smh::LinkedRegion& region : smh::board::regions) {
        if (pool.add(region) != smh::Status::ok) {
            return false;
        }
    }
    return pool.alloc(smh::board::dma, 64) != nullptr;
}
