// Figures of a region, of an attribute, of all.
#include <gtest/gtest.h>

#include "support/attributes.hpp"
#include "support/pool_fixture.hpp"

namespace smh {
namespace {

using test::dma;
using test::fast;

class StatisticsTest : public test::PoolFixture {
protected:
    void SetUp() override {
        if (!config::statistics) {
            GTEST_SKIP() << "built without statistics";
        }
        PoolFixture::SetUp();
    }
};

TEST_F(StatisticsTest, AreExactAndTheLargestIsServed) {
    add(cacheable);
    void* blocks[40];
    for (void*& block : blocks) {
        block = pool_.alloc(cacheable, 1000);
    }
    for (unsigned number = 0; number < 40; number += 2) {
        pool_.free(blocks[number]);
    }
    const Statistics now = of(0);
    EXPECT_EQ(now.used + now.free, now.capacity);
    EXPECT_EQ(now.peak + now.minimum_free, now.capacity);
    EXPECT_EQ(now.blocks, 20U);
    EXPECT_EQ(now.allocations, 40U);
    EXPECT_GE(now.peak, 40U * 1000);
    EXPECT_EQ(now.fragmentation(), (now.free - now.largest) * 1000 / now.free);
    EXPECT_GT(now.fragmentation(), 200U);
    EXPECT_EQ(pool_.alloc(cacheable, now.largest + 1), nullptr);
    EXPECT_NE(pool_.alloc(cacheable, now.largest), nullptr);
    EXPECT_EQ(of(0).failures, 1U);
}

TEST_F(StatisticsTest, ExtremesCanBeReset) {
    add(cacheable);
    void* const block = pool_.alloc(cacheable, 10000);
    void* const stays = pool_.alloc(cacheable, 1000);
    pool_.free(block);
    EXPECT_GE(of(0).peak, 11000U);
    EXPECT_TRUE(pool_.reset_extremes(0));
    EXPECT_EQ(of(0).peak, of(0).used);
    EXPECT_EQ(of(0).minimum_free, of(0).free);
    pool_.free(stays);
    EXPECT_GE(of(0).peak, 1000U);
    EXPECT_FALSE(pool_.reset_extremes(1));
}

TEST_F(StatisticsTest, OfAnAttributeAndOfAllAreSums) {
    const unsigned first = add({cacheable, dma});
    const unsigned second = add({dma, fast}, 16384);
    add(fast);
    ASSERT_NE(pool_.alloc(dma, 1000), nullptr);
    ASSERT_TRUE(pool_.alloc({.bytes = 2000, .required = {dma, fast}}));
    const Statistics sum = pool_.statistics(dma);
    EXPECT_EQ(sum.used, of(first).used + of(second).used);
    EXPECT_EQ(sum.capacity, of(first).capacity + of(second).capacity);
    EXPECT_EQ(sum.largest, of(first).largest);
    EXPECT_EQ(sum.blocks, 2U);
    EXPECT_EQ(pool_.statistics({dma, fast}).used, of(second).used);
    EXPECT_EQ(pool_.statistics(Attribute{9}).capacity, 0U);
    EXPECT_EQ(pool_.statistics(Attribute{config::max_attributes}).capacity, 0U);
    EXPECT_EQ(pool_.statistics().used, sum.used);
    EXPECT_EQ(pool_.statistics().capacity, sum.capacity + of(2).capacity);
}

TEST(Fragmentation, IsThePartThatNoRequestCanHave) {
    Statistics statistics;
    EXPECT_EQ(statistics.fragmentation(), 0U);
    statistics.free = 1000;
    statistics.largest = 400;
    EXPECT_EQ(statistics.fragmentation(), 600U);
    statistics.free = ~std::size_t{0};
    statistics.largest = ~std::size_t{0} / 4;
    EXPECT_NEAR(statistics.fragmentation(), 750, 1);
}

} // namespace
} // namespace smh
