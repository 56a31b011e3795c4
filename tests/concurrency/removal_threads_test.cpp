// Regions come and go while threads use the pool. Memory that has left the pool cannot be read.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <random>
#include <thread>
#include <vector>

#include "smh/pool.hpp"
#include "support/pluggable_memory.hpp"

namespace smh {
namespace {

constexpr unsigned guests = 2; // regions that come and go
constexpr int thread_count = 6;
constexpr int cycles = 4000;
constexpr Attribute guest{2};

using Memory = test::PluggableMemory;

Region region_in(const Memory& memory, AttributeSet attributes) {
    Region region;
    region.address = memory.address();
    region.size = Memory::size;
    region.attributes = attributes;
    return region;
}

// Adds and removes regions in no order, with one or the other attribute, until it has done so often
// enough.
void come_and_go(Pool& pool) {
    std::minstd_rand random(7);
    std::array<Memory, guests> memories;
    std::array<bool, guests> present{};
    for (int cycle = 0; cycle < cycles;) {
        const std::size_t chosen = random() % guests;
        const Memory& memory = memories[chosen];
        const Region region = region_in(memory, random() % 2 == 0 ? guest : cacheable);
        if (!present[chosen]) {
            memory.plug_in();
            ASSERT_EQ(pool.add(region), Status::ok);
            present[chosen] = true;
        } else if (pool.remove(region.address) == Status::ok) {
            memory.unplug();
            present[chosen] = false;
            ++cycle;
        } else {
            std::this_thread::yield();
        }
    }
    for (std::size_t left = 0; left < guests; ++left) {
        while (present[left] && pool.remove(memories[left].address()) != Status::ok) {
            std::this_thread::yield();
        }
    }
}

void use(Pool& pool, unsigned seed, std::atomic<int>& users, const std::atomic<bool>& done) {
    ++users;
    std::minstd_rand random(seed);
    const AttributeSet both[] = {guest, cacheable};
    while (!done) {
        std::vector<void*> blocks;
        for (int i = 0; i < 8; ++i) {
            const std::size_t bytes = 1 + random() % 600;
            const Attribute attribute = random() % 2 == 0 ? guest : cacheable;
            void* block = nullptr;
            switch (random() % 4) {
            case 0:
                block = pool.alloc(attribute, bytes);
                break;
            case 1:
                block = pool.aligned_alloc(attribute, 128, bytes);
                break;
            case 2:
                block = pool.alloc({.bytes = bytes, .required = attribute}).block;
                break;
            default:
                block = pool.alloc({.bytes = bytes, .preferred = both, .preferred_count = 2}).block;
                if (void* const moved = pool.realloc(attribute, block, 2 * bytes)) {
                    block = moved;
                }
                break;
            }
            if (block != nullptr) {
                *static_cast<unsigned char*>(block) = 1;
                ASSERT_NE(pool.region_of(block), nullptr);
                ASSERT_GE(pool.usable_size(block), bytes);
                blocks.push_back(block);
            }
        }
        if (random() % 1024 == 0) {
            ASSERT_TRUE(pool.validate(Depth::full));
            Statistics statistics{};
            pool.statistics(static_cast<unsigned>(random() % guests), statistics);
        }
        for (void* const block : blocks) {
            pool.free(block);
        }
    }
}

TEST(RemovalThreads, RegionsComeAndGoWhileOthersWork) {
    if (!config::changing_regions || config::max_regions < guests + 1) {
        GTEST_SKIP() << "built without removal";
    }
    const Memory stays;
    stays.plug_in();
    Pool pool;
    ASSERT_EQ(pool.init(), Status::ok);
    ASSERT_EQ(pool.add(region_in(stays, cacheable)), Status::ok);
    std::atomic<int> users{0};
    std::atomic<bool> done{false};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < thread_count; ++thread) {
        threads.emplace_back(
            [&, thread] { use(pool, static_cast<unsigned>(thread) + 1, users, done); });
    }
    while (users != thread_count) {
        std::this_thread::yield();
    }
    come_and_go(pool);
    done = true;
    for (std::thread& thread : threads) {
        thread.join();
    }
    Statistics statistics{};
    ASSERT_TRUE(pool.statistics(0, statistics));
    EXPECT_EQ(statistics.used, 0U);
    EXPECT_TRUE(pool.validate(Depth::full));
}

} // namespace
} // namespace smh
