#include "looks.hpp"

#include <algorithm>

#include "../require.hpp"
#include "requests.hpp"

namespace smh::fuzz {

namespace {

// What a walk of a region shows.
struct Shown {
    const Blocks& blocks;
    bool tags_inside;
    std::uintptr_t next = 0; // address of the next block, after the first
    bool free = false;       // was the last one?
    std::size_t footprint = 0;
    std::size_t used = 0;
    std::size_t count = 0;                  // of those that are allocated
    std::array<std::size_t, 3> by_client{}; // bytes; place 0 is of blocks without one

    void see(const BlockView& block) {
        const auto address = reinterpret_cast<std::uintptr_t>(block.address);
        require(next == 0 || address == next, "blocks lie side by side");
        require(!free || !block.free, "free neighbours are one block");
        require(tags_inside ? block.size < block.footprint : block.size == block.footprint,
                "a block is longer than what may be used of it by its tag");
        next = address + block.footprint;
        free = block.free;
        footprint += block.footprint;
        require(block.free != blocks.has(block.address), "a walk shows which blocks are allocated");
        if (!block.free) {
            const Block& known = blocks.at(block.address);
            require(known.usable <= block.size, "a walk shows a block's length");
            require(known.client == block.client, "a walk shows whose a block is");
            used += block.footprint;
            by_client[block.client] += block.footprint;
            ++count;
        }
    }
};

void look_at(World& world, unsigned place, std::array<std::size_t, 3>& by_client) {
    const Regions::Known& region = *world.regions.in(place);
    Shown shown{world.blocks, !region.elsewhere.is_so};
    const auto visitor = [](void* context, const BlockView& block) {
        static_cast<Shown*>(context)->see(block);
    };
    require(world.pool.walk(region.number, visitor, &shown) == Status::ok, "a region is walked");
    const Statistics statistics = world.regions.statistics_of(place);
    require(statistics.capacity == region.fresh.capacity, "a region's capacity stays");
    require(shown.footprint == statistics.capacity, "the blocks are all of the region");
    require(shown.used == statistics.used, "what is used is in blocks");
    require(statistics.free == statistics.capacity - statistics.used, "what is not used is free");
    require(shown.count == statistics.blocks, "blocks are counted");
    require(statistics.allocations == region.allocations, "allocations are counted");
    require(statistics.failures == region.failures, "failures are counted");
    require(statistics.largest <= statistics.free, "the largest request fits what is free");
    require(statistics.peak >= statistics.used &&
                statistics.minimum_free == statistics.capacity - statistics.peak,
            "the peak is no less than what is used");
    for (std::size_t client = 0; client < by_client.size(); ++client) {
        by_client[client] += shown.by_client[client];
    }
}

std::size_t blocks_of(const World& world, const Client& client) {
    const auto& live = world.blocks.live();
    return static_cast<std::size_t>(
        std::count_if(live.begin(), live.end(), [&client](const auto& entry) {
            return client.number() != 0 && entry.second.client == client.number();
        }));
}

void look_at_clients(const World& world, const std::array<std::size_t, 3>& by_client) {
    for (const Client& client : world.clients) {
        const ClientStatistics statistics = client.statistics();
        const std::size_t used = client.number() != 0 ? by_client[client.number()] : 0;
        require(statistics.used == used, "a client uses what its blocks take");
        require(statistics.blocks ==
                    blocks_of(world, client) + world.addresses.blocks_of(client.number()),
                "a client's blocks are counted");
        require(statistics.peak >= statistics.used, "a client's peak is no less than its use");
    }
}

} // namespace

void look_at_all(World& world) {
    std::array<std::size_t, 3> by_client{};
    Statistics sum;
    for (unsigned place = 0; place < Arena::places; ++place) {
        if (world.regions.in(place)) {
            look_at(world, place, by_client);
            sum.add(world.regions.statistics_of(place));
        }
    }
    world.addresses.look_at_all(by_client, sum);
    look_at_clients(world, by_client);
    const Statistics all = world.pool.statistics();
    require(all.used == sum.used && all.free == sum.free && all.blocks == sum.blocks &&
                all.largest == sum.largest,
            "the statistics of all regions are the sum of theirs");
    require(world.pool.validate(Depth::full), "the pool is consistent");
}

namespace {

// Those that stay all the time, and how often the walk has shown each.
struct Changing {
    World& world;
    std::map<std::uintptr_t, unsigned> staying{};

    void see(const BlockView& block) {
        const auto shown = staying.find(reinterpret_cast<std::uintptr_t>(block.address));
        if (shown != staying.end()) {
            ++shown->second;
        }
        constexpr std::array changes{allocate, resize, release};
        changes.at(world.input.below(changes.size()))(world);
        world.watcher.forget();
        std::erase_if(staying, [this](const auto& entry) {
            return !world.blocks.has(reinterpret_cast<const void*>(entry.first));
        });
    }
};

} // namespace

void walk_while_changing(World& world) {
    const unsigned place = world.input.below(Arena::places);
    if (!world.regions.in(place)) {
        return;
    }
    Changing changing{world};
    for (const auto& [address, block] : world.blocks.live()) {
        if (block.place == place) {
            changing.staying.emplace(address, 0);
        }
    }
    const auto visitor = [](void* context, const BlockView& block) {
        static_cast<Changing*>(context)->see(block);
    };
    require(world.pool.walk(world.regions.in(place)->number, visitor, &changing) == Status::ok,
            "a region is walked");
    for (const auto& [address, times] : changing.staying) {
        require(times == 1, "a walk shows a block that stays once");
    }
}

} // namespace smh::fuzz
