// Eight threads on one pool that all do everything that a pool can, at the same time.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <iterator>
#include <random>
#include <thread>
#include <vector>

#include "support/pool_fixture.hpp"

namespace smh {
namespace {

constexpr unsigned thread_count = 8;
constexpr unsigned rounds = 10'000;
constexpr Attribute dma{2};
constexpr Attribute guest{3};
constexpr std::uint64_t short_time = 50'000; // nanoseconds
constexpr std::size_t granule = 64;

class Everything : public test::PoolFixture {
protected:
    struct Block {
        unsigned char* address = nullptr;
        std::size_t bytes = 0;
        unsigned char pattern = 0;
    };
    struct Thread {
        unsigned number;
        std::minstd_rand random;
        std::vector<Block> blocks{};
        std::vector<Address> addresses{};
        bool guest_is_there = false;
    };
    using Action = void (Everything::*)(Thread&);

    std::array<Client, 3> clients_{Client("sensor"), Client("display", 20'000), Client("net")};
    std::atomic<unsigned char*> mailboxes_[thread_count]{};
    std::atomic<unsigned> events_{0};
    alignas(granule) std::uint64_t table_[metadata_size(16384, granule) / 8 + 1];
    Observer observer_{.context = &events_, .allocated = count, .freed = count};

    static void count(void* context, const BlockEvent& /*event*/) {
        ++*static_cast<std::atomic<unsigned>*>(context);
    }

    void SetUp() override {
        if (!config::changing_regions || config::max_clients < 3 || config::max_regions < 13) {
            GTEST_SKIP() << "built without what this does all of";
        }
        PoolFixture::SetUp();
        add(cacheable, 65536);
        add(dma, 32768);
        add({cacheable, dma}, 16384);
        if (config::tables) {
            add_with_tags_elsewhere();
        }
        for (Client& client : clients_) {
            ASSERT_EQ(pool_.add_client(client), Status::ok);
        }
        for (unsigned number = 0; number < thread_count; ++number) {
            memories_.emplace_back(8192);
        }
    }
    // One of memory, and one of addresses with its tags in a block of the pool.
    void add_with_tags_elsewhere() {
        const test::Memory& memory = memories_.emplace_back(16384);
        Metadata metadata;
        metadata.address = reinterpret_cast<std::uintptr_t>(table_);
        metadata.size = sizeof table_;
        metadata.granule = granule;
        ASSERT_EQ(pool_.add(region_in(memory, {cacheable, guest}), metadata), Status::ok);
        metadata.from = cacheable;
        AddressRegion region;
        region.address = std::uint64_t{5} << 48;
        region.size = 65536;
        region.attributes = {cacheable, dma};
        ASSERT_EQ(pool_.add(region, metadata), Status::ok);
        fixed_bytes_ = pool_.statistics().used;
    }
    static constexpr std::size_t fixed_regions = config::tables ? 4 : 3;
    std::size_t fixed_bytes_ = 0; // that the pool has itself
    Region guest_of(const Thread& thread) const {
        return region_in(memories_[fixed_regions + thread.number], {guest, cacheable});
    }

    void keep(Thread& thread, void* block, std::size_t bytes) {
        if (block == nullptr) {
            return;
        }
        const auto pattern = static_cast<unsigned char>(thread.random());
        std::memset(block, pattern, bytes);
        thread.blocks.push_back({static_cast<unsigned char*>(block), bytes, pattern});
    }
    // One of the thread's own, which it has no more; none where it has none.
    Block take(Thread& thread) {
        if (thread.blocks.empty()) {
            return {};
        }
        std::swap(thread.blocks[thread.random() % thread.blocks.size()], thread.blocks.back());
        const Block block = thread.blocks.back();
        thread.blocks.pop_back();
        expect_whole(block, block.bytes);
        return block;
    }
    static void expect_whole(const Block& block, std::size_t bytes) {
        for (std::size_t byte = 0; byte < bytes; ++byte) {
            ASSERT_EQ(block.address[byte], block.pattern);
        }
    }

    void alloc(Thread& thread) {
        const std::size_t bytes = 1 + thread.random() % 500;
        keep(thread, pool_.alloc(Attribute{static_cast<unsigned>(thread.random() % 4)}, bytes),
             bytes);
    }
    void aligned_alloc(Thread& thread) {
        const std::size_t bytes = 1 + thread.random() % 300;
        keep(thread, pool_.aligned_alloc(cacheable, 16U << thread.random() % 5, bytes), bytes);
    }
    void request(Thread& thread) {
        const std::size_t bytes = 1 + thread.random() % 300;
        const AttributeSet preferred[] = {guest, dma};
        Client& client = clients_[thread.random() % clients_.size()];
        const Request request{.bytes = bytes,
                              .required = cacheable,
                              .preferred = preferred,
                              .preferred_count = 2,
                              .client = &client};
        keep(thread, pool_.alloc(request).block, bytes);
    }
    void wait(Thread& thread) {
        const std::size_t bytes = 1000 + thread.random() % 8000;
        keep(thread, pool_.alloc_timeout(dma, bytes, short_time), bytes);
    }
    void free(Thread& thread) { pool_.free(take(thread).address); }
    void free_half(Thread& thread) {
        for (std::size_t left = thread.blocks.size() / 2; left != 0; --left) {
            free(thread);
        }
    }
    void realloc(Thread& thread) {
        const Block old = take(thread);
        const std::size_t bytes = 1 + thread.random() % 600;
        void* const moved = pool_.realloc(cacheable, old.address, bytes);
        if (moved == nullptr) {
            return pool_.free(old.address);
        }
        expect_whole({static_cast<unsigned char*>(moved), bytes, old.pattern},
                     std::min(bytes, old.bytes));
        keep(thread, moved, bytes);
    }
    // Another thread frees it.
    void pass_on(Thread& thread) {
        std::atomic<unsigned char*>& box = mailboxes_[thread.random() % thread_count];
        pool_.free(box.exchange(take(thread).address));
    }
    void come_or_go(Thread& thread) {
        const Region region = guest_of(thread);
        if (!thread.guest_is_there) {
            ASSERT_EQ(pool_.add(region), Status::ok);
            thread.guest_is_there = true;
        } else {
            thread.guest_is_there = pool_.remove(region.address) != Status::ok;
        }
    }
    void alloc_address(Thread& thread) {
        const std::size_t bytes = 1 + thread.random() % 1000;
        const Request request{.bytes = bytes,
                              .required = cacheable,
                              .client = &clients_[thread.random() % clients_.size()]};
        const Address address = thread.random() % 2 == 0
                                    ? pool_.alloc_address(request)
                                    : pool_.aligned_alloc_address(dma, 256, bytes);
        if (address) {
            EXPECT_GE(pool_.usable_size(address), bytes);
            thread.addresses.push_back(address);
        }
    }
    void free_address(Thread& thread) {
        if (!thread.addresses.empty()) {
            pool_.free(thread.addresses.back());
            thread.addresses.pop_back();
        }
    }
    void drain_and_resume(Thread& thread) {
        const std::uintptr_t address = memories_[thread.random() % fixed_regions].address();
        EXPECT_EQ(pool_.drain(address), Status::ok);
        EXPECT_EQ(pool_.resume(address), Status::ok);
    }
    void walk(Thread& thread) {
        const auto number = static_cast<unsigned>(thread.random() % config::max_regions);
        pool_.walk(
            number, [](void*, const BlockView&) {}, nullptr);
    }
    void look(Thread& thread) {
        const auto number = static_cast<unsigned>(thread.random() % config::max_regions);
        Statistics statistics;
        if (pool_.statistics(number, statistics)) {
            EXPECT_EQ(statistics.used + statistics.free, statistics.capacity);
        }
        pool_.statistics(dma);
        pool_.reset_extremes(number);
        pool_.set_low_water(number, 4096);
        clients_[thread.random() % clients_.size()].statistics();
        if (!thread.blocks.empty()) {
            const Block& block = thread.blocks.back();
            EXPECT_GE(pool_.usable_size(block.address), block.bytes);
            EXPECT_NE(pool_.region_of(block.address), nullptr);
        }
    }
    void validate(Thread& /*thread*/) { EXPECT_TRUE(pool_.validate(Depth::full)); }
    void set(Thread& thread) {
        pool_.set_quota(clients_[1], 10'000 + thread.random() % 20'000);
        EXPECT_EQ(pool_.set_fallback(guest, {dma, cacheable}), Status::ok);
        pool_.observe(thread.random() % 4 == 0 ? &observer_ : nullptr);
    }

    // What is done often stands here often.
    static constexpr Action actions_[] = {&Everything::alloc,
                                          &Everything::alloc,
                                          &Everything::alloc,
                                          &Everything::alloc,
                                          &Everything::aligned_alloc,
                                          &Everything::request,
                                          &Everything::request,
                                          &Everything::free,
                                          &Everything::free,
                                          &Everything::free,
                                          &Everything::free,
                                          &Everything::realloc,
                                          &Everything::realloc,
                                          &Everything::pass_on,
                                          &Everything::pass_on,
                                          &Everything::come_or_go,
                                          &Everything::alloc_address,
                                          &Everything::free_address,
                                          &Everything::drain_and_resume,
                                          &Everything::walk,
                                          &Everything::look,
                                          &Everything::set};
    static constexpr Action seldom_[] = {&Everything::wait, &Everything::validate,
                                         &Everything::free_half};

    void work(unsigned number) {
        Thread thread{number, std::minstd_rand(number + 1)};
        for (unsigned round = 0; round < rounds && !HasFatalFailure(); ++round) {
            const Action action = round % 16 == 0 ? seldom_[thread.random() % std::size(seldom_)]
                                                  : actions_[thread.random() % std::size(actions_)];
            (this->*action)(thread);
        }
        while (!thread.blocks.empty()) {
            free(thread);
        }
        while (!thread.addresses.empty()) {
            free_address(thread);
        }
    }
};

TEST_F(Everything, AtOnceOnEightThreads) {
    std::vector<std::thread> threads;
    for (unsigned number = 0; number < thread_count; ++number) {
        threads.emplace_back([this, number] { work(number); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (std::atomic<unsigned char*>& box : mailboxes_) {
        pool_.free(box);
    }
    EXPECT_EQ(pool_.statistics().used, fixed_bytes_);
    for (Client& client : clients_) {
        EXPECT_EQ(client.statistics().used, 0U);
        EXPECT_EQ(pool_.remove_client(client), Status::ok);
    }
    EXPECT_GT(events_, 0U);
}

} // namespace
} // namespace smh
