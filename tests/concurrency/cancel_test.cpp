// Threads that are cancelled: no call of the pool is a point at which that happens, so it never
// happens with a lock held.
#include <gtest/gtest.h>

#include <pthread.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <random>

#include "support/pool_fixture.hpp"

namespace smh {
namespace {

constexpr Attribute dma{2};
constexpr std::uint64_t millisecond = 1'000'000;

// A thread, and the blocks that it leaves behind.
struct Worker {
    Pool* pool = nullptr;
    std::minstd_rand random{};
    std::array<std::atomic<void*>, 32> blocks{};
    pthread_t thread{};
};

class Cancellation : public test::PoolFixture {
protected:
    static void start(Worker& worker, void* (*work)(void*)) {
        ASSERT_EQ(pthread_create(&worker.thread, nullptr, work, &worker), 0);
    }
    static void expect_cancelled(const Worker& worker) {
        void* result = nullptr;
        ASSERT_EQ(pthread_join(worker.thread, &result), 0);
        EXPECT_EQ(result, PTHREAD_CANCELED);
    }
};

// Not inlined, so that a thread that ends outside has nothing on its stack that AddressSanitizer
// would miss the end of.
[[gnu::noinline]] void make_some_call(Worker& worker) {
    Pool& pool = *worker.pool;
    std::atomic<void*>& place = worker.blocks[worker.random() % worker.blocks.size()];
    void* const block = place.load();
    const std::size_t bytes = 1 + worker.random() % 500;
    switch (worker.random() % 8) {
    case 0:
        if (void* const moved = pool.realloc(dma, block, bytes)) {
            place = moved;
        }
        break;
    case 1:
        pool.walk(
            0, [](void*, const BlockView&) {}, nullptr);
        break;
    case 2:
        place = nullptr;
        pool.free(block);
        place = pool.alloc_timeout(dma, 8 * bytes, millisecond / 10);
        break;
    default:
        place = nullptr;
        pool.free(block);
        place = pool.alloc(dma, bytes);
        break;
    }
}

void* work_until_cancelled(void* context) {
    for (;;) {
        make_some_call(*static_cast<Worker*>(context));
        pthread_testcancel();
    }
}

TEST_F(Cancellation, BetweenCallsLeavesThePoolWholeAndTheBlocksToOthers) {
    add(dma, 32768);
    std::minstd_rand random(1);
    for (unsigned round = 0; round < 50; ++round) {
        std::array<Worker, 4> workers{};
        for (Worker& worker : workers) {
            worker.pool = &pool_;
            worker.random.seed(random());
            start(worker, work_until_cancelled);
        }
        for (Worker& worker : workers) {
            usleep(static_cast<useconds_t>(random() % 2000));
            ASSERT_EQ(pthread_cancel(worker.thread), 0);
        }
        for (Worker& worker : workers) {
            expect_cancelled(worker);
        }
        ASSERT_TRUE(pool_.validate(Depth::full));
        for (Worker& worker : workers) {
            for (const std::atomic<void*>& block : worker.blocks) {
                pool_.free(block);
            }
        }
        ASSERT_EQ(of(0).used, 0U);
    }
}

// By a thread that is to end already.
[[gnu::noinline]] void call_all(Worker& worker) {
    Pool& pool = *worker.pool;
    void* const block = pool.realloc(dma, pool.aligned_alloc(dma, 64, 100), 1000);
    static_cast<void>(pool.alloc_timeout(dma, 1 << 20, 5 * millisecond));
    pool.walk(
        0, [](void*, const BlockView&) {}, nullptr);
    pool.statistics();
    EXPECT_TRUE(pool.validate(Depth::full));
    EXPECT_EQ(pool.remove(pool.region(0)->address), Status::busy);
    EXPECT_EQ(pool.resume(pool.region(0)->address), Status::ok);
    pool.free(block);
    worker.blocks[0] = pool.alloc(dma, 1);
}

// The first point at which the thread may end is behind them.
TEST_F(Cancellation, NoCallIsACancellationPoint) {
    add(dma, 32768);
    const auto work = [](void* context) -> void* {
        pthread_cancel(pthread_self());
        call_all(*static_cast<Worker*>(context));
        pthread_testcancel();
        return nullptr;
    };
    Worker worker;
    worker.pool = &pool_;
    start(worker, work);
    expect_cancelled(worker);
    EXPECT_NE(worker.blocks[0], nullptr) << "it has come to the last call";
    pool_.free(worker.blocks[0]);
    EXPECT_EQ(of(0).used, 0U);
}

} // namespace
} // namespace smh
