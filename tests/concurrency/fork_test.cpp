// A process forks while its threads are in the middle of calls: the child can use the pool.
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <latch>
#include <random>
#include <source_location>
#include <thread>
#include <vector>

#include "heap/short_ways.hpp"
#include "shared_multi_heap.h"
#include "smh/shared_pool.hpp"
#include "support/pool_fixture.hpp"

namespace smh {
namespace {

constexpr Attribute dma{2};
constexpr Attribute guest{3};
constexpr std::uint64_t millisecond = 1'000'000;

// ThreadSanitizer does not know of threads that a child starts.
#ifdef __SANITIZE_THREAD__
constexpr bool child_may_start_threads = false;
#else
constexpr bool child_may_start_threads = true;
#endif

// In the child, where no test library is to be called.
void must(bool holds, std::source_location where = std::source_location::current()) {
    if (!holds) {
        dprintf(STDERR_FILENO, "%s:%u: not so in the child\n", where.file_name(), where.line());
        _exit(1);
    }
}

// A child that waits for a lock for ever is ended.
bool succeeds_in_child(const std::function<void()>& action) {
    const pid_t child = fork();
    if (child == 0) {
        alarm(20);
        action();
        _exit(0);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child && status == 0;
}

std::size_t footprint_of_blocks(const Pool& pool, const Client& client) {
    struct Sum {
        unsigned client;
        std::size_t bytes = 0;
    } sum{client.number()};
    const BlockVisitor add = [](void* context, const BlockView& block) {
        Sum& all = *static_cast<Sum*>(context);
        all.bytes += !block.free && block.client == all.client ? block.footprint : 0;
    };
    for (unsigned number = 0; number < pool.region_count(); ++number) {
        if (pool.region(number) != nullptr) {
            must(pool.walk(number, add, &sum) == Status::ok);
        }
    }
    return sum.bytes;
}

// What a process may do with a pool, in the child of one that did all of it at once.
void use(Pool& pool, const Region& spare, const Client& client) {
    must(pool.validate(Depth::full));
    void* block = pool.alloc(cacheable, 100);
    must(block != nullptr);
    block = pool.realloc(cacheable, block, 5000);
    must(block != nullptr && pool.usable_size(block) >= 5000);
    pool.free(block);
    must(pool.alloc_timeout(dma, 1 << 20, millisecond) == nullptr);
    must(pool.add(spare) == Status::ok);
    void* const own = pool.alloc(guest, 100);
    must(own != nullptr && pool.remove(spare.address) == Status::busy);
    pool.free(own);
    must(pool.remove(spare.address) == Status::ok);
    if (config::max_clients != 0) {
        must(client.statistics().used == footprint_of_blocks(pool, client));
    }
    must(pool.validate(Depth::full));
}

// Each holds but a few blocks.
void hammer(Pool& pool, Client& client, unsigned seed, const std::atomic<bool>& done) {
    std::minstd_rand random(seed);
    std::array<void*, 8> blocks{};
    while (!done) {
        void*& block = blocks[random() % blocks.size()];
        const std::size_t bytes = 1 + random() % 600;
        const auto kind = random() % 64;
        if (kind < 16) {
            void* const moved = pool.realloc(cacheable, block, bytes);
            block = moved != nullptr ? moved : block;
            continue;
        }
        pool.free(block);
        if (kind < 48) {
            block = pool.alloc({.bytes = bytes, .required = cacheable, .client = &client}).block;
        } else if (kind < 63) {
            block = pool.alloc(cacheable, bytes);
        } else {
            block = pool.alloc_timeout(dma, 4 * bytes, millisecond / 10);
        }
    }
    for (void* const block : blocks) {
        pool.free(block);
    }
}

void look(const Pool& pool, const std::atomic<bool>& done) {
    while (!done) {
        pool.walk(
            0, [](void*, const BlockView&) {}, nullptr);
        EXPECT_TRUE(pool.validate(Depth::full));
        pool.statistics();
    }
}

void come_and_go(Pool& pool, const Region& region, const std::atomic<bool>& done) {
    while (!done) {
        EXPECT_EQ(pool.add(region), Status::ok);
        while (pool.remove(region.address) != Status::ok) {
            std::this_thread::yield();
        }
    }
}

// As a pool does while nobody waits. `all` is the only block of the only region.
bool keeps_recent_blocks(Pool& pool, const test::Memory& memory, void* all) {
    pool.free(all);
    pool.free(pool.alloc(dma, 100));
    void* block = nullptr;
    return reinterpret_cast<heap::Heap*>(memory.address())->alloc_recent(100, block);
}

class Fork : public test::PoolFixture {
protected:
    void SetUp() override {
        if (!config::changing_regions) {
            GTEST_SKIP() << "built without removal";
        }
        PoolFixture::SetUp();
    }
    // As pthread_atfork would call the three.
    bool pool_succeeds_in_child(const std::function<void()>& action) {
        pool_.before_fork();
        const pid_t process = getpid();
        const bool good = succeeds_in_child([&] {
            pool_.after_fork_in_child();
            action();
        });
        EXPECT_EQ(getpid(), process);
        return good;
    }
};

TEST_F(Fork, TheChildOfABusyProcessCanUseTheSharedPool) {
    Pool& pool = shared_pool();
    const test::Memory memories[] = {test::Memory(1 << 18), test::Memory(1 << 14),
                                     test::Memory(1 << 14), test::Memory(1 << 14)};
    ASSERT_EQ(shared_multi_heap_pool_init(), 0);
    ASSERT_EQ(pool.add(region_in(memories[0], cacheable)), Status::ok);
    ASSERT_EQ(pool.add(region_in(memories[1], dma)), Status::ok);
    const Region visitor = region_in(memories[2], cacheable);
    const Region spare = region_in(memories[3], guest);
    Client client("client");
    if (config::max_clients != 0) {
        ASSERT_EQ(pool.add_client(client), Status::ok);
    }
    std::atomic<bool> done{false};
    std::vector<std::thread> threads;
    for (unsigned seed = 1; seed <= 4; ++seed) {
        threads.emplace_back([&, seed] { hammer(pool, client, seed, done); });
    }
    threads.emplace_back([&] { look(pool, done); });
    threads.emplace_back([&] { come_and_go(pool, visitor, done); });
    for (int forks = 0; forks < 50; ++forks) {
        EXPECT_TRUE(succeeds_in_child([&] { use(pool, spare, client); }));
    }
    done = true;
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(pool.statistics().used, 0U);
    EXPECT_TRUE(pool.validate(Depth::full));
    EXPECT_EQ(pool.remove_client(client), Status::ok);
    for (const unsigned number : {0U, 1U}) {
        EXPECT_EQ(pool.remove(memories[number].address()), Status::ok);
    }
}

TEST_F(Fork, KeepsAllOthersOutUntilAfterIt) {
    add(dma);
    const test::Memory more(16384);
    Client client("client");
    EXPECT_EQ(pool_.add_client(client), config::max_clients != 0 ? Status::ok : Status::no_memory);
    const std::function<void()> calls[] = {
        [&] { EXPECT_NE(pool_.alloc(dma, 100), nullptr); },
        [&] { EXPECT_EQ(pool_.alloc_timeout(dma, 1 << 20, millisecond), nullptr); },
        [&] { EXPECT_EQ(pool_.add(region_in(more, guest)), Status::ok); },
        [&] { client.statistics(); }};
    std::atomic<unsigned> through{0};
    std::vector<std::thread> threads;
    pool_.before_fork();
    for (const auto& call : calls) {
        threads.emplace_back([&] {
            call();
            ++through;
        });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_EQ(through, 0U);
    pool_.after_fork_in_parent();
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_TRUE(pool_.validate(Depth::full));
    EXPECT_EQ(pool_.remove(more.address()), Status::ok);
}

TEST_F(Fork, WhoWaitsInAnotherThreadIsForgotten) {
    if (!config::waiting || !child_may_start_threads) {
        GTEST_SKIP() << "built without waiting, or for ThreadSanitizer";
    }
    const unsigned number = add(dma);
    const std::size_t largest = of(number).largest;
    void* const all = pool_.alloc(dma, largest);
    std::thread waiter(
        [this] { EXPECT_NE(pool_.alloc_timeout(dma, 5000, Pool::forever), nullptr); });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_TRUE(pool_succeeds_in_child([&] {
        std::thread owner([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            pool_.free(all);
        });
        void* const block = pool_.alloc_timeout(dma, 5000, 10'000 * millisecond);
        must(block != nullptr);
        owner.join();
        pool_.free(block);
        void* const again = pool_.alloc(dma, largest);
        must(again != nullptr);
        must(!heap::has_recent || keeps_recent_blocks(pool_, memories_.back(), again));
    }));
    pool_.after_fork_in_parent();
    pool_.free(all);
    waiter.join();
}

TEST_F(Fork, AWalkInAnotherThreadIsOver) {
    struct Meeting {
        std::latch begun{1};
        std::latch end{1};
    } meeting;
    const unsigned number = add(dma);
    std::thread walker([&] {
        const BlockVisitor stop = [](void* context, const BlockView&) {
            auto& with = *static_cast<Meeting*>(context);
            with.begun.count_down();
            with.end.wait();
        };
        EXPECT_EQ(pool_.walk(number, stop, &meeting), Status::ok);
    });
    meeting.begun.wait();
    const std::uintptr_t address = pool_.region(number)->address;
    EXPECT_TRUE(pool_succeeds_in_child([&] { must(pool_.remove(address) == Status::ok); }));
    pool_.after_fork_in_parent();
    EXPECT_EQ(pool_.remove(address), Status::busy);
    meeting.end.count_down();
    walker.join();
}

} // namespace
} // namespace smh
