#include "settings.hpp"

#include "../require.hpp"

namespace smh::fuzz {

void add_region(World& world) {
    world.regions.add(world.input);
}

void remove_region(World& world) {
    const unsigned place = world.input.below(Arena::places);
    world.regions.remove(place, world.blocks.any_in(place));
}

void drain_region(World& world) {
    world.regions.drain(world.input.below(Arena::places));
}

void resume_region(World& world) {
    world.regions.resume(world.input.below(Arena::places));
}

void set_fallback(World& world) {
    const unsigned number = world.input.below(4);
    auto& others = world.fallback.at(number);
    others.clear();
    for (unsigned count = world.input.below(3); count > 0; --count) {
        others.push_back(Attribute{world.input.below(4)});
    }
    require(world.pool.set_fallback(Attribute{number}, others.data(), others.size()) == Status::ok,
            "an attribute gets its fallback");
}

void set_quota(World& world) {
    world.pool.set_quota(world.clients[0], std::size_t{64} * world.input.byte());
}

// Out of the pool if it is in it, and the other way round.
void change_client(World& world) {
    Client& client = world.clients.at(world.input.below(2));
    if (client.number() == 0) {
        require(world.pool.add_client(client) == Status::ok, "a client is added");
        return;
    }
    const bool used = client.statistics().used != 0;
    require(world.pool.remove_client(client) == (used ? Status::busy : Status::ok),
            "a client goes where it has no blocks");
}

void change_observer(World& world) {
    world.watcher.watch(world.pool, !world.watcher.watches());
}

void reset_extremes(World& world) {
    const unsigned place = world.input.below(Arena::places);
    if (const auto& region = world.regions.in(place)) {
        require(world.pool.set_low_water(region->number, world.input.word()), "a mark is set");
        require(world.pool.reset_extremes(region->number), "the peak is reset");
        const Statistics now = world.regions.statistics_of(place);
        require(now.peak == now.used, "the peak is what is used now");
    }
}

} // namespace smh::fuzz
