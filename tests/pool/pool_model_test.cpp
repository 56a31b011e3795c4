// Random histories of a pool of several regions, of both placements of tags, against a reference
// model.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <deque>
#include <map>

#include "smh/pool.hpp"
#include "support/memory.hpp"

namespace smh {
namespace {

struct Live {
    std::size_t bytes;
    unsigned char pattern;
};

struct World {
    Pool pool;
    std::deque<test::Memory> memories;
    std::deque<std::vector<std::uint64_t>> tables;
    std::vector<AttributeSet> attributes;
    std::map<std::uintptr_t, Live> live;
    unsigned char last_pattern = 0;
};

// Its tags lie in the region itself, or in a table.
Status add(World& world, const Region& region) {
    if (!config::tables || *rc::gen::inRange(0, 2) == 0) {
        return world.pool.add(region);
    }
    Metadata metadata;
    metadata.granule = std::size_t{16} << *rc::gen::inRange(0U, 4U);
    metadata.size = metadata_size(region.size, metadata.granule) + metadata_alignment;
    const auto& table = world.tables.emplace_back(metadata.size / 8 + 1);
    metadata.address = reinterpret_cast<std::uintptr_t>(table.data());
    return world.pool.add(region, metadata);
}

void add_region(World& world) {
    const std::size_t size = *rc::gen::inRange(std::size_t{300}, std::size_t{20000});
    const test::Memory& memory = world.memories.emplace_back(size, *rc::gen::inRange(0UL, 64UL));
    AttributeSet attributes(Attribute{*rc::gen::inRange(0U, 4U)});
    attributes.insert(Attribute{*rc::gen::inRange(0U, 4U)});
    Region region;
    region.address = memory.address();
    region.size = size;
    region.attributes = attributes;
    RC_ASSERT(add(world, region) == Status::ok);
    RC_ASSERT(world.pool.add(region) == Status::exists);
    world.attributes.push_back(attributes);
}

std::size_t largest_of(const World& world, unsigned number) {
    Statistics statistics{};
    RC_ASSERT(world.pool.statistics(number, statistics));
    return statistics.largest;
}

// The block comes from the first region that has the attribute and room; none is refused that fits.
void allocate(World& world) {
    const Attribute attribute{*rc::gen::inRange(0U, 4U)};
    const std::size_t bytes = *rc::gen::inRange(std::size_t{1}, std::size_t{3000});
    unsigned expected = 0;
    while (expected < world.attributes.size() && !(world.attributes[expected].contains(attribute) &&
                                                   largest_of(world, expected) >= bytes)) {
        ++expected;
    }
    void* const block = world.pool.alloc(attribute, bytes);
    if (expected == world.attributes.size()) {
        RC_ASSERT(!block);
        return;
    }
    RC_ASSERT((world.pool.region_of(block) == world.pool.region(expected)));
    const auto begin = reinterpret_cast<std::uintptr_t>(block);
    RC_ASSERT(begin + bytes <= world.memories[expected].range().end);
    const unsigned char pattern = ++world.last_pattern;
    std::memset(block, pattern, bytes);
    RC_ASSERT(world.live.emplace(begin, Live{bytes, pattern}).second);
}

void release(World& world, std::size_t which) {
    const auto chosen =
        std::next(world.live.begin(), static_cast<std::ptrdiff_t>(which % world.live.size()));
    const auto* const bytes = reinterpret_cast<const unsigned char*>(chosen->first);
    for (std::size_t i = 0; i < chosen->second.bytes; ++i) {
        RC_ASSERT(bytes[i] == chosen->second.pattern);
    }
    world.pool.free(reinterpret_cast<void*>(chosen->first));
    world.live.erase(chosen);
}

RC_GTEST_PROP(PoolModel, BlocksComeFromTheFirstRegionThatCanServe, ()) {
    World world;
    RC_ASSERT(world.pool.init() == Status::ok);
    const int steps = *rc::gen::inRange(0, 300);
    for (int step = 0; step < steps; ++step) {
        const int choice = *rc::gen::inRange(0, 20);
        if (choice == 0 && world.attributes.size() < 8) {
            add_region(world);
        } else if (choice < 12 || world.live.empty()) {
            allocate(world);
        } else {
            release(world, *rc::gen::inRange(std::size_t{0}, world.live.size()));
        }
        RC_ASSERT(world.pool.validate(Depth::full));
    }
    while (!world.live.empty()) {
        release(world, 0);
    }
    for (unsigned number = 0; number < world.attributes.size(); ++number) {
        Statistics statistics{};
        RC_ASSERT(world.pool.statistics(number, statistics));
        RC_ASSERT(statistics.used == 0U && statistics.blocks == 0U);
        RC_ASSERT(world.memories[number].guards_intact());
    }
}

} // namespace
} // namespace smh
