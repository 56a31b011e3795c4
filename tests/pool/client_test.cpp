// Clients: what they use is counted to the byte, and never more than their quota.
#include "smh/client.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "support/pool_fixture.hpp"

namespace smh {
namespace {

class Clients : public test::PoolFixture {
protected:
    Client uart_{"uart", 4096};
    Client camera_{"camera"};

    void SetUp() override {
        if (config::max_clients < 2 || !config::statistics) {
            GTEST_SKIP() << "built without clients";
        }
        PoolFixture::SetUp();
        add(cacheable);
        ASSERT_EQ(pool_.add_client(uart_), Status::ok);
        ASSERT_EQ(pool_.add_client(camera_), Status::ok);
    }
    void* from(Client& client, std::size_t bytes, std::size_t alignment = 0) {
        return pool_
            .alloc(
                {.bytes = bytes, .alignment = alignment, .required = cacheable, .client = &client})
            .block;
    }
};

TEST_F(Clients, AreCountedUntilWhoeverFrees) {
    void* const block = from(uart_, 1000);
    ASSERT_NE(block, nullptr);
    EXPECT_EQ(uart_.statistics().used, of(0).used);
    EXPECT_EQ(uart_.statistics().blocks, 1U);
    EXPECT_EQ(camera_.statistics().used, 0U);
    pool_.free(pool_.alloc(cacheable, 5000));
    EXPECT_LT(uart_.statistics().peak, 2000U);
    pool_.free(block);
    const ClientStatistics after = uart_.statistics();
    EXPECT_EQ(after.used, 0U);
    EXPECT_EQ(after.blocks, 0U);
    EXPECT_EQ(after.allocations, 1U);
    EXPECT_GE(after.peak, 1000U);
    uart_.reset_peak();
    EXPECT_EQ(uart_.statistics().peak, 0U);
    EXPECT_EQ(of(0).used, 0U);
}

TEST_F(Clients, AreRefusedBeyondTheirQuota) {
    std::vector<void*> blocks;
    while (void* const block = from(uart_, 100)) {
        blocks.push_back(block);
        ASSERT_LE(uart_.statistics().used, 4096U);
    }
    EXPECT_GE(blocks.size(), 30U);
    EXPECT_EQ(uart_.statistics().failures, 1U);
    EXPECT_EQ(of(0).failures, 0U) << "no region was asked";
    EXPECT_EQ(from(uart_, 4090), nullptr);
    EXPECT_NE(from(camera_, 4090), nullptr) << "others are not concerned";
    pool_.free(blocks.back());
    EXPECT_NE(from(uart_, 100), nullptr);
    pool_.set_quota(uart_, 100);
    pool_.free(blocks.front());
    EXPECT_EQ(from(uart_, 100), nullptr);
    pool_.set_quota(uart_, Client::no_quota);
    EXPECT_NE(from(uart_, 5000), nullptr);
}

TEST_F(Clients, ABlockThatIsResizedStaysItsClients) {
    void* const behind = pool_.alloc(cacheable, 3000);
    void* block = from(uart_, 1000);
    pool_.free(behind);
    void* const longer = pool_.realloc(cacheable, block, 2000);
    EXPECT_EQ(longer, block) << "in place";
    EXPECT_EQ(uart_.statistics().used, of(0).used);
    block = pool_.realloc(cacheable, longer, 200);
    EXPECT_EQ(uart_.statistics().used, of(0).used);
    EXPECT_EQ(pool_.realloc(cacheable, block, 4090), nullptr) << "beyond the quota";
    EXPECT_EQ(uart_.statistics().used, of(0).used);
    block = pool_.aligned_realloc(cacheable, block, 1024, 1500);
    EXPECT_EQ(uart_.statistics().used, of(0).used);
    EXPECT_EQ(uart_.statistics().blocks, 1U);
    pool_.free(block);
    EXPECT_EQ(uart_.statistics().used, 0U);
}

TEST_F(Clients, ModelOfManySteps) {
    std::mt19937 random(3);
    struct Block {
        void* address = nullptr;
        Client* client = nullptr;
    };
    std::vector<Block> blocks(100);
    pool_.set_quota(camera_, 30000);
    pool_.set_quota(uart_, 9000);
    for (int step = 0; step < 20000; ++step) {
        Block& block = blocks[random() % blocks.size()];
        const std::size_t bytes = 1 + random() % 900;
        if (block.address == nullptr) {
            block.client = random() % 3 == 0 ? nullptr : random() % 2 == 0 ? &uart_ : &camera_;
            block.address = block.client == nullptr
                                ? pool_.alloc(cacheable, bytes)
                                : from(*block.client, bytes, random() % 4 == 0 ? 256 : 0);
        } else if (random() % 3 == 0) {
            void* const moved = pool_.realloc(cacheable, block.address, bytes);
            block.address = moved != nullptr ? moved : block.address;
        } else {
            pool_.free(block.address);
            block.address = nullptr;
        }
        ASSERT_LE(uart_.statistics().used, 9000U);
        ASSERT_LE(camera_.statistics().used, 30000U);
        if (step % 64 == 0) {
            std::size_t by_client[3] = {};
            pool_.walk(
                0,
                [](void* sums, const BlockView& view) {
                    static_cast<std::size_t*>(sums)[view.client] += view.free ? 0 : view.footprint;
                },
                by_client);
            ASSERT_EQ(by_client[uart_.number()], uart_.statistics().used) << step;
            ASSERT_EQ(by_client[camera_.number()], camera_.statistics().used) << step;
            ASSERT_EQ(by_client[0] + by_client[1] + by_client[2], of(0).used) << step;
            ASSERT_TRUE(pool_.validate(Depth::full));
        }
    }
}

TEST_F(Clients, FaultsAreFaultsForTheirBlocksToo) {
    void* const block = from(uart_, 100);
    static int faults;
    faults = 0;
    const FaultHandler before = set_fault_handler([](const Fault&) { ++faults; });
    pool_.free(static_cast<char*>(block) + 16);
    EXPECT_EQ(faults, 1);
    EXPECT_EQ(uart_.statistics().blocks, 1U);
    pool_.free(block);
    pool_.free(block);
    EXPECT_EQ(faults, 2);
    set_fault_handler(before);
    EXPECT_EQ(uart_.statistics().used, 0U);
}

TEST_F(Clients, ComeAndGo) {
    Client third{"third"};
    EXPECT_EQ(from(third, 16), nullptr) << "it is in no pool";
    EXPECT_EQ(pool_.add_client(uart_), Status::exists);
    EXPECT_EQ(pool_.remove_client(third), Status::invalid);
    void* const block = from(uart_, 100);
    EXPECT_EQ(pool_.remove_client(uart_), Status::busy);
    pool_.free(block);
    const unsigned number = uart_.number();
    EXPECT_EQ(pool_.client(number), &uart_);
    EXPECT_EQ(pool_.remove_client(uart_), Status::ok);
    EXPECT_EQ(pool_.client(number), nullptr);
    EXPECT_EQ(pool_.client(0), nullptr);
    EXPECT_EQ(pool_.client(config::max_clients + 1), nullptr);
    EXPECT_EQ(pool_.add_client(third), Status::ok);
    EXPECT_EQ(third.number(), number);
    Pool other;
    Client foreign{"foreign"};
    EXPECT_EQ(other.add_client(foreign), Status::not_permitted);
    ASSERT_EQ(other.init(), Status::ok);
    EXPECT_EQ(other.add_client(third), Status::exists);
    ASSERT_EQ(other.add_client(foreign), Status::ok);
    EXPECT_EQ(from(foreign, 16), nullptr) << "it is in another pool";
    EXPECT_EQ(pool_.remove_client(foreign), Status::invalid);
}

TEST_F(Clients, AsManyAsConfigured) {
    std::deque<Client> clients;
    for (unsigned count = 2; count < config::max_clients; ++count) {
        ASSERT_EQ(pool_.add_client(clients.emplace_back("one more")), Status::ok);
        EXPECT_NE(from(clients.back(), 16), nullptr);
        EXPECT_EQ(clients.back().statistics().blocks, 1U);
    }
    Client too_many{"too many"};
    EXPECT_EQ(pool_.add_client(too_many), Status::no_memory);
}

TEST_F(Clients, UseNothingWhereNoRegionServes) {
    void* const block = from(camera_, 1000);
    const ClientStatistics before = camera_.statistics();
    EXPECT_EQ(from(camera_, 1 << 20), nullptr);
    EXPECT_EQ(from(camera_, 70000, 64), nullptr);
    const ClientStatistics after = camera_.statistics();
    EXPECT_EQ(after.used, before.used);
    EXPECT_EQ(after.blocks, 1U);
    EXPECT_EQ(after.failures, before.failures + 2);
    pool_.free(block);
    EXPECT_EQ(camera_.statistics().used, 0U);
}

} // namespace
} // namespace smh
