// Every call, overtaken by every other at each moment at which it can be: before it takes a lock.
// What happens then is not a matter of chance, as it is with threads.
//
// Memory that has left the pool cannot be read or written.
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "smh/pool.hpp"
#include "smh/port.hpp"
#include "support/pluggable_memory.hpp"

namespace smh {
namespace {

constexpr std::size_t size = test::PluggableMemory::size;
constexpr Attribute wanted{0};
constexpr Attribute other{1};

using Memory = test::PluggableMemory;

// A pool of three regions that have the wanted attribute: a small one and, asked last, a large one
// without blocks, and between them one with a block. And memory for one more.
struct World {
    static constexpr std::size_t small = 0;
    static constexpr std::size_t last = 2;
    static constexpr std::size_t spare = 3;

    std::array<Memory, 4> memories;
    std::unique_ptr<Pool> pool = std::make_unique<Pool>();
    void* block = nullptr;   // in the second region
    void* served = nullptr;  // by the call that is overtaken
    std::vector<void*> more; // by the one that overtakes it

    World() {
        EXPECT_EQ(pool->init(), Status::ok);
        add(1, wanted);
        block = pool->alloc(wanted, 1000);
        add(small, wanted, 1);
        add(last, wanted, -1);
        EXPECT_EQ(pool->region_of(block)->address, memories[1].address());
    }
    ~World() { EXPECT_TRUE(pool->validate(Depth::full)); }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    void add(std::size_t number, Attribute attribute, int priority = 0) {
        memories[number].plug_in();
        Region region;
        region.address = memories[number].address();
        region.size = number == small ? size / 4 : size;
        region.attributes = attribute;
        region.priority = priority;
        EXPECT_EQ(pool->add(region), Status::ok);
    }
    void remove(std::size_t number) {
        if (pool->remove(memories[number].address()) == Status::ok) {
            memories[number].unplug();
        }
    }
    bool has(std::size_t number) const {
        return pool->region_of(reinterpret_cast<void*>(memories[number].address())) != nullptr;
    }
    bool serves_wanted(const void* address) const {
        const Region* const region = pool->region_of(address);
        return region != nullptr && region->attributes.contains(wanted);
    }
};

struct Step {
    std::string name;
    std::function<void(World&)> run;
};

// Each serves where it can, and leaves the world so that its blocks can be looked at.
const Step calls[] = {
    {"alloc", [](World& world) { world.served = world.pool->alloc(wanted, 100); }},
    {"large alloc", [](World& world) { world.served = world.pool->alloc(wanted, 9000); }},
    {"largest alloc", [](World& world) { world.served = world.pool->alloc(wanted, 15500); }},
    {"aligned_alloc",
     [](World& world) { world.served = world.pool->aligned_alloc(wanted, 512, 100); }},
    {"request",
     [](World& world) {
         world.served = world.pool->alloc({.bytes = 100, .required = wanted}).block;
     }},
    {"realloc",
     [](World& world) {
         world.served = world.pool->realloc(wanted, world.block, 9000);
         world.block = world.served != nullptr ? nullptr : world.block;
     }},
    {"alloc that fails",
     [](World& world) { EXPECT_EQ(world.pool->alloc(wanted, 2 * size), nullptr); }},
    {"free",
     [](World& world) {
         world.pool->free(world.block);
         world.block = nullptr;
     }},
    {"second free",
     [](World& world) {
         void* const block = world.pool->alloc(wanted, 100);
         world.pool->free(block);
         const FaultHandler before = set_fault_handler([](const Fault&) {});
         world.pool->free(block);
         set_fault_handler(before);
     }},
    {"usable_size of a block that is free",
     [](World& world) {
         void* const block = world.pool->alloc(wanted, 100);
         world.pool->free(block);
         const FaultHandler before = set_fault_handler([](const Fault&) {});
         EXPECT_EQ(world.pool->usable_size(block), 0U);
         set_fault_handler(before);
     }},
    {"usable_size", [](World& world) { EXPECT_GE(world.pool->usable_size(world.block), 1000U); }},
    {"statistics",
     [](World& world) {
         for (unsigned number = 0; number < 4; ++number) {
             Statistics statistics{};
             world.pool->statistics(number, statistics);
         }
     }},
    {"walk",
     [](World& world) {
         for (unsigned number = 0; number < 4; ++number) {
             world.pool->walk(
                 number,
                 [](void*, const BlockView& block) {
                     // Memory that is shown is memory of the pool.
                     static_cast<void>(*static_cast<const volatile unsigned char*>(block.address));
                 },
                 nullptr);
         }
     }},
    {"validate", [](World& world) { EXPECT_TRUE(world.pool->validate(Depth::full)); }},
    {"add", [](World& world) { world.add(World::spare, wanted); }},
    {"remove", [](World& world) { world.remove(World::small); }},
};

void replace(World& world, std::size_t number) {
    world.remove(number);
    if (!world.has(World::spare)) {
        world.add(World::spare, other);
    }
}

const Step interruptions[] = {
    {"alloc", [](World& world) { world.more.push_back(world.pool->alloc(wanted, 100)); }},
    {"all memory",
     [](World& world) {
         while (void* const block = world.pool->alloc(wanted, 500)) {
             world.more.push_back(block);
         }
     }},
    {"remove", [](World& world) { world.remove(World::small); }},
    {"remove the last", [](World& world) { world.remove(World::last); }},
    {"remove, and another in its place", [](World& world) { replace(world, World::small); }},
    {"remove the last, and another in its place",
     [](World& world) { replace(world, World::last); }},
    {"remove, and add again",
     [](World& world) {
         world.remove(World::small);
         if (!world.has(World::small)) {
             world.add(World::small, other);
         }
     }},
    {"validate", [](World& world) { EXPECT_TRUE(world.pool->validate(Depth::full)); }},
};

// The interruption that is to come before the lock that is taken after so many others.
struct Plan {
    World* world = nullptr;
    const Step* step = nullptr;
    unsigned locks_before = 0;
    bool done = false;
} plan;

void interrupt() {
    if (plan.locks_before-- == 0) {
        port::before_lock = nullptr;
        plan.done = true;
        plan.step->run(*plan.world);
    }
}

// Two that add the same memory would have to agree on it, and a block that is free must not be
// another's by then.
bool make_sense_together(const Step& call, const Step& interruption) {
    return !(call.name == "add" && interruption.name.ends_with("another in its place")) &&
           !((call.name == "second free" || call.name == "usable_size of a block that is free") &&
             (interruption.name == "alloc" || interruption.name == "all memory"));
}

TEST(Interruption, AtEveryMomentOfEveryCall) {
    if (!config::changing_regions || config::max_regions < 4) {
        GTEST_SKIP() << "built without removal";
    }
    for (const Step& call : calls) {
        for (const Step& interruption : interruptions) {
            if (!make_sense_together(call, interruption)) {
                continue;
            }
            bool interrupted = true;
            for (unsigned locks = 0; interrupted; ++locks) {
                SCOPED_TRACE(call.name + ", interrupted before lock " + std::to_string(locks) +
                             " by: " + interruption.name);
                World world;
                plan = {&world, &interruption, locks, false};
                port::before_lock = interrupt;
                call.run(world);
                port::before_lock = nullptr;
                interrupted = plan.done;
                ASSERT_TRUE(world.served == nullptr || world.serves_wanted(world.served));
                ASSERT_TRUE(world.pool->validate(Depth::full));
                world.pool->free(world.served);
                world.pool->free(world.block);
                for (void* const block : world.more) {
                    world.pool->free(block);
                }
                ASSERT_FALSE(HasFailure());
            }
        }
    }
}

} // namespace
} // namespace smh
