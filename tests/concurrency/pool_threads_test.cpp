// Threads on one pool: patterns stay whole, nothing is lost, regions appear while others work.
#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <deque>
#include <functional>
#include <random>
#include <thread>
#include <vector>

#include "smh/pool.hpp"
#include "support/memory.hpp"

namespace smh {
namespace {

using test::Memory;

constexpr int thread_count = 4;
constexpr int rounds = 20'000;

void on_threads(int count, const std::function<void(int)>& work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back(work, i);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

Region region_in(const Memory& memory, AttributeSet attributes) {
    Region region;
    region.address = memory.address();
    region.size = memory.size();
    region.attributes = attributes;
    return region;
}

bool all_bytes_are(const void* block, unsigned char pattern, std::size_t bytes) {
    const auto* const data = static_cast<const unsigned char*>(block);
    return std::all_of(data, data + bytes,
                       [pattern](unsigned char byte) { return byte == pattern; });
}

std::size_t largest(const Pool& pool) {
    Statistics statistics{};
    pool.statistics(0, statistics);
    return statistics.largest;
}

TEST(PoolInit, OneOfManyThreadsInitialises) {
    for (int round = 0; round < 200; ++round) {
        Pool pool;
        const Memory memory(1024);
        std::atomic<int> first{0};
        std::atomic<int> added{0};
        on_threads(thread_count, [&](int) {
            first += pool.init() == Status::ok ? 1 : 0;
            // Whoever has returned from init finds the pool usable.
            const Status status = pool.add(region_in(memory, cacheable));
            added += status == Status::ok ? 1 : 0;
            EXPECT_TRUE(status == Status::ok || status == Status::exists);
        });
        ASSERT_EQ(first, 1);
        ASSERT_EQ(added, 1);
    }
}

TEST(PoolThreads, PatternsStayWhole) {
    Pool pool;
    const Memory memory(64 * 1024);
    ASSERT_EQ(pool.init(), Status::ok);
    ASSERT_EQ(pool.add(region_in(memory, cacheable)), Status::ok);
    const std::size_t before = largest(pool);
    on_threads(thread_count, [&](int thread) {
        std::minstd_rand random(static_cast<unsigned>(thread) + 1);
        for (int round = 0; round < rounds; ++round) {
            const std::size_t bytes = 1 + random() % 256;
            const auto pattern = static_cast<unsigned char>(random());
            void* const block = pool.aligned_alloc(cacheable, 16, bytes);
            ASSERT_NE(block, nullptr);
            std::memset(block, pattern, bytes);
            ASSERT_TRUE(all_bytes_are(block, pattern, bytes));
            pool.free(block);
        }
    });
    EXPECT_EQ(largest(pool), before);
    EXPECT_TRUE(pool.validate(Depth::full));
}

// Blocks go to the next thread, which frees them: the usual way of packets through drivers.
TEST(PoolThreads, BlocksAreFreedByOtherThreads) {
    Pool pool;
    const Memory memory(256 * 1024);
    ASSERT_EQ(pool.init(), Status::ok);
    ASSERT_EQ(pool.add(region_in(memory, cacheable)), Status::ok);
    const std::size_t before = largest(pool);
    std::atomic<unsigned char*> mailboxes[thread_count]{};
    on_threads(thread_count, [&](int thread) {
        std::minstd_rand random(static_cast<unsigned>(thread) + 1);
        for (int round = 0; round < rounds; ++round) {
            const std::size_t bytes = 2 + random() % 200;
            auto* block = static_cast<unsigned char*>(pool.alloc(cacheable, bytes));
            ASSERT_NE(block, nullptr);
            std::memset(block, static_cast<int>(bytes), bytes);
            block = mailboxes[(thread + 1) % thread_count].exchange(block);
            if (block != nullptr) {
                ASSERT_TRUE(all_bytes_are(block, block[0], block[0]));
                pool.free(block);
            }
        }
    });
    for (auto& mailbox : mailboxes) {
        pool.free(mailbox);
    }
    EXPECT_EQ(largest(pool), before);
    EXPECT_TRUE(pool.validate(Depth::full));
}

// A look-up may ask for a region that is just being added; it must not take it for one that is.
TEST(PoolThreads, ForeignPointersWhileTheFirstRegionComes) {
    static std::atomic<int> faults{0};
    set_fault_handler([](const Fault& fault) {
        EXPECT_EQ(fault.kind, FaultKind::foreign_pointer);
        ++faults;
    });
    constexpr int pools = 200;
    for (int round = 0; round < pools; ++round) {
        Pool pool;
        const Memory memory(4096);
        ASSERT_EQ(pool.init(), Status::ok);
        on_threads(2, [&](int thread) {
            if (thread == 0) {
                EXPECT_EQ(pool.add(region_in(memory, cacheable)), Status::ok);
                return;
            }
            pool.free(reinterpret_cast<void*>(std::uintptr_t{64}));
            pool.free(memory.begin() - 64);
        });
    }
    set_fault_handler(nullptr);
    EXPECT_EQ(faults, 2 * pools);
}

// One thread adds regions while the others allocate, free, look up, and validate.
TEST(PoolThreads, RegionsAppearWhileOthersWork) {
    Pool pool;
    std::deque<Memory> memories;
    for (unsigned i = 0; i < config::max_regions; ++i) {
        memories.emplace_back(16 * 1024);
    }
    ASSERT_EQ(pool.init(), Status::ok);
    ASSERT_EQ(pool.add(region_in(memories[0], cacheable)), Status::ok);
    std::atomic<bool> done{false};
    std::thread adder([&] {
        for (unsigned i = 1; i < config::max_regions; ++i) {
            // Neither upwards nor downwards, so that entries of the look-up move both ways.
            const Memory& memory = memories[i * 7 % config::max_regions];
            EXPECT_EQ(pool.add(region_in(memory, i % 2 == 0 ? cacheable : non_cacheable)),
                      Status::ok);
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        done = true;
    });
    on_threads(thread_count, [&](int thread) {
        std::minstd_rand random(static_cast<unsigned>(thread) + 1);
        std::vector<void*> blocks;
        while (!done) {
            const Attribute attribute{static_cast<unsigned>(random() % 2)};
            if (void* const block = pool.alloc(attribute, 1 + random() % 600)) {
                const Region* const region = pool.region_of(block);
                ASSERT_NE(region, nullptr);
                ASSERT_TRUE(region->attributes.contains(attribute));
                blocks.push_back(block);
            }
            if (blocks.size() > 20) {
                std::swap(blocks[random() % blocks.size()], blocks.back());
                pool.free(blocks.back());
                blocks.pop_back();
            }
            if (random() % 256 == 0) {
                ASSERT_TRUE(pool.validate(Depth::full));
            }
        }
        for (void* const block : blocks) {
            pool.free(block);
        }
    });
    adder.join();
    EXPECT_EQ(pool.region_count(), config::max_regions);
    for (unsigned i = 0; i < config::max_regions; ++i) {
        Statistics statistics{};
        pool.statistics(i, statistics);
        EXPECT_EQ(statistics.used, 0U);
    }
    EXPECT_TRUE(pool.validate(Depth::full));
}

} // namespace
} // namespace smh
