#include "world.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace smh::soak {

World::World() {
    require(pool_.init());
    add(main_, {.attributes = cacheable});
    add(far_, {.attributes = non_cacheable});
    add(lines_, {.attributes = {non_cacheable, dma}, .priority = -1, .cache_line = 64});
    add(near_, {.attributes = {cacheable, fast}, .priority = -1});
    require(pool_.add({.address = mirrored_.address(),
                       .size = mirrored_.size(),
                       .attributes = shared,
                       .alias_offset = mirrored_.offset()}));
    require(pool_.set_fallback(fast, {cacheable}));
    for (Client& client : clients_) {
        require(pool_.add_client(client));
    }
}

void World::add(const test::Memory& memory, Region region) {
    region.address = memory.address();
    region.size = memory.size();
    require(pool_.add(region));
}

void World::require(Status status) const {
    if (status != Status::ok) {
        throw std::runtime_error(std::string("the pool cannot be set up: ") + describe(status));
    }
}

void World::let_come_or_go(std::size_t number) {
    Guest& guest = guests_[number % guests_.size()];
    const std::unique_lock lock(guest.mutex, std::try_to_lock);
    if (!lock) {
        return;
    }
    if (!guest.present) {
        guest.memory.plug_in();
        require(pool_.add({.address = guest.memory.address(),
                           .size = test::PluggableMemory::size,
                           .attributes = {cacheable, dma},
                           .priority = 1}));
        guest.present = true;
    } else if (pool_.remove(guest.memory.address()) == Status::ok) {
        guest.memory.unplug();
        guest.present = false;
    }
}

void World::exchange(std::size_t number, Block& block) {
    Box& box = boxes_[number % boxes_.size()];
    const std::lock_guard lock(box.mutex);
    std::swap(box.block, block);
}

void World::free_exchanged() {
    for (Box& box : boxes_) {
        pool_.free(box.block.address);
        box.block = {};
    }
}

void World::count(void* world, const BlockEvent& /*event*/) {
    static_cast<World*>(world)->events_.fetch_add(1, std::memory_order_relaxed);
}

Sample World::sample() const {
    Statistics main;
    pool_.statistics(0, main);
    return {.used = pool_.statistics().used,
            .fragmentation = main.fragmentation() / 1000.0,
            .largest = main.largest};
}

bool World::whole() const {
    bool whole = pool_.statistics().used == 0 && pool_.validate(Depth::full);
    for (const Client& client : clients_) {
        whole = whole && client.statistics().used == 0;
    }
    for (const test::Memory* const memory : {&main_, &far_, &lines_, &near_}) {
        whole = whole && memory->guards_intact();
    }
    return whole;
}

} // namespace smh::soak
