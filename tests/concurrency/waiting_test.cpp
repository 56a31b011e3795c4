// Requests that wait: nobody is forgotten, nobody is overtaken by an equal, and time runs out.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <random>
#include <thread>
#include <vector>

#include "support/pool_fixture.hpp"

namespace smh {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr Attribute dma{2};
constexpr std::uint64_t millisecond = 1'000'000;
constexpr std::uint64_t long_enough = 20'000 * millisecond;

class Waiting : public test::PoolFixture {
protected:
    void SetUp() override {
        if (!config::waiting || !config::statistics || config::max_clients == 0) {
            GTEST_SKIP() << "built without waiting, or without what tells of it";
        }
        PoolFixture::SetUp();
        add(dma, 16384);
    }
    void* all() { return pool_.alloc(dma, of(0).largest); }
};

TEST_F(Waiting, WhatCanBeServedDoesNotWait) {
    EXPECT_NE(pool_.alloc_timeout(dma, 100, 0), nullptr);
    EXPECT_NE(pool_.alloc_timeout(dma, 100, Pool::forever), nullptr);
    EXPECT_NE(pool_.alloc({.bytes = 100, .required = dma}, Pool::forever).block, nullptr);
}

TEST_F(Waiting, WhatMakesNoSenseDoesNotWait) {
    EXPECT_EQ(pool_.alloc_timeout(dma, 0, Pool::forever), nullptr);
    EXPECT_EQ(pool_.alloc_timeout(Attribute{config::max_attributes}, 1, Pool::forever), nullptr);
    EXPECT_EQ(pool_.alloc({.bytes = 1, .alignment = 3, .required = dma}, Pool::forever).block,
              nullptr);
}

TEST_F(Waiting, TimeRunsOut) {
    void* const block = all();
    EXPECT_EQ(pool_.alloc_timeout(dma, 100, 0), nullptr);
    const auto begin = steady_clock::now();
    EXPECT_EQ(pool_.alloc_timeout(dma, 100, 30 * millisecond), nullptr);
    EXPECT_GE(steady_clock::now() - begin, milliseconds(30));
    EXPECT_EQ(of(0).failures, 2U) << "once for each call";
    pool_.free(block);
    EXPECT_NE(pool_.alloc_timeout(dma, 100, 0), nullptr);
}

TEST_F(Waiting, AFreeThatMakesItPossibleWakes) {
    void* const block = all();
    std::thread waiter(
        [this] { EXPECT_NE(pool_.alloc_timeout(dma, 5000, Pool::forever), nullptr); });
    std::this_thread::sleep_for(milliseconds(20));
    pool_.free(block);
    waiter.join();
}

TEST_F(Waiting, SoDoARegionAResizeAQuotaAndAFallback) {
    void* block = all();
    std::thread waiter([this] { EXPECT_NE(pool_.alloc_timeout(dma, 5000, long_enough), nullptr); });
    std::this_thread::sleep_for(milliseconds(10));
    add(dma, 8192);
    waiter.join();

    waiter =
        std::thread([this] { EXPECT_NE(pool_.alloc_timeout(dma, 5000, long_enough), nullptr); });
    std::this_thread::sleep_for(milliseconds(10));
    block = pool_.realloc(dma, block, 100);
    waiter.join();

    Client client("client", 100);
    ASSERT_EQ(pool_.add_client(client), Status::ok);
    const Request request{.bytes = 1000, .required = dma, .client = &client};
    waiter = std::thread([&] { EXPECT_NE(pool_.alloc(request, long_enough).block, nullptr); });
    std::this_thread::sleep_for(milliseconds(10));
    pool_.set_quota(client, 2000);
    waiter.join();
    EXPECT_EQ(client.statistics().blocks, 1U);
    EXPECT_EQ(client.statistics().failures, 0U);

    const Attribute fast{3};
    ASSERT_EQ(pool_.set_fallback(fast, {dma}), Status::ok);
    EXPECT_NE(pool_.alloc_timeout(fast, 100, 0), nullptr);
}

TEST_F(Waiting, EqualsAreServedInTheirOrder) {
    constexpr int count = 6;
    void* const block = all();
    std::atomic<int> served{0};
    std::vector<std::thread> threads;
    for (int number = 0; number < count; ++number) {
        threads.emplace_back([this, &served, number] {
            // Each takes more than half, so one at a time.
            void* const mine = pool_.alloc_timeout(dma, 9000, long_enough);
            EXPECT_EQ(served++, number);
            pool_.free(mine);
        });
        std::this_thread::sleep_for(milliseconds(10));
    }
    pool_.free(block);
    for (std::thread& thread : threads) {
        thread.join();
    }
}

TEST_F(Waiting, ALargeRequestDoesNotHoldUpASmallOne) {
    void* const block = all();
    void* const kept = pool_.realloc(dma, block, 15000);
    std::thread large([this] { EXPECT_NE(pool_.alloc_timeout(dma, 15000, long_enough), nullptr); });
    std::this_thread::sleep_for(milliseconds(10));
    EXPECT_NE(pool_.alloc_timeout(dma, 16, long_enough), nullptr);
    pool_.free(kept);
    large.join();
}

TEST_F(Waiting, NobodyIsForgotten) {
    constexpr int thread_count = 6;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < thread_count; ++thread) {
        threads.emplace_back([this, thread] {
            std::minstd_rand random(static_cast<unsigned>(thread) + 1);
            for (int round = 0; round < 300; ++round) {
                // Together they ask for more than there is, and each holds only one.
                void* const block = pool_.alloc_timeout(dma, 2000 + random() % 4000, long_enough);
                ASSERT_NE(block, nullptr);
                if (random() % 4 == 0) {
                    std::this_thread::yield();
                }
                pool_.free(block);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(of(0).used, 0U);
    EXPECT_EQ(of(0).failures, 0U);
}

} // namespace
} // namespace smh
