// What the C++ API adds to the conformance suite: sets of attributes, cache lines, inspection.
#include "smh/pool.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <vector>

#include "support/attributes.hpp"
#include "support/memory.hpp"

namespace smh {
namespace {

using test::Memory;

std::uintptr_t number(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

using test::dma;
using test::fast;

Region region_in(const Memory& memory, AttributeSet attributes) {
    Region region;
    region.address = memory.address();
    region.size = memory.size();
    region.attributes = attributes;
    return region;
}

constinit Pool static_pool; // usable without a constructor at start-up

class PoolTest : public testing::Test {
protected:
    std::deque<Memory> memories_; // lives longer than the last look at the pool
    Pool pool_;

    const Memory& memory_of(std::size_t size, std::size_t offset = 0) {
        return memories_.emplace_back(size, offset);
    }

    void SetUp() override { ASSERT_EQ(pool_.init(), Status::ok); }
    void TearDown() override { EXPECT_TRUE(pool_.validate(Depth::full)); }
};

TEST(StaticPool, NeedsNoConstructor) {
    EXPECT_EQ(static_pool.init(), Status::ok);
}

TEST_F(PoolTest, ARegionServesEachOfItsAttributes) {
    const Memory& plain = memory_of(4096);
    const Memory& several = memory_of(4096);
    ASSERT_EQ(pool_.add(region_in(plain, cacheable)), Status::ok);
    ASSERT_EQ(pool_.add(region_in(several, {non_cacheable, dma, fast})), Status::ok);
    for (const Attribute attribute : {non_cacheable, dma, fast}) {
        void* const block = pool_.alloc(attribute, 100);
        EXPECT_TRUE(several.range().contains(number(block)));
    }
    EXPECT_TRUE(plain.range().contains(number(pool_.alloc(cacheable, 100))));
    EXPECT_EQ(pool_.alloc(Attribute{9}, 100), nullptr);
}

TEST_F(PoolTest, AnAttributeOutOfBoundIsNotDropped) {
    const Memory& memory = memory_of(4096);
    EXPECT_EQ(pool_.add(region_in(memory, {cacheable, Attribute{32}})), Status::invalid);
    EXPECT_EQ(pool_.add(region_in(memory, {})), Status::invalid);
    EXPECT_TRUE(memory.untouched());
}

TEST_F(PoolTest, ARangeWithoutAWholePieceIsRefused) {
    const Memory& memory = memory_of(4096);
    for (const std::size_t size : {1U, 5U, 14U, 15U, 16U, 30U}) {
        Region region = region_in(memory, cacheable);
        region.address += 1;
        region.size = size;
        EXPECT_EQ(pool_.add(region), Status::invalid) << size;
    }
    EXPECT_TRUE(memory.untouched());
}

TEST_F(PoolTest, ABlockFreedInALaterRegionServesAgainWhileTheFirstIsFull) {
    ASSERT_EQ(pool_.add(region_in(memory_of(4096), cacheable)), Status::ok);
    ASSERT_EQ(pool_.add(region_in(memory_of(1 << 20), cacheable)), Status::ok);
    void* block = nullptr;
    do {
        block = pool_.alloc(cacheable, 200);
    } while (pool_.region_number_of(block) == 0);
    for (int round = 0; round < 3; ++round) {
        pool_.free(block);
        EXPECT_EQ(pool_.alloc(cacheable, 200), block);
    }
    Statistics statistics{};
    ASSERT_TRUE(pool_.statistics(1, statistics));
    EXPECT_EQ(statistics.blocks, config::statistics ? 1U : 0U);
}

TEST_F(PoolTest, TheFirstRegionServesWhatItsStatisticsSay) {
    ASSERT_EQ(pool_.add(region_in(memory_of(1 << 20), cacheable)), Status::ok);
    ASSERT_EQ(pool_.add(region_in(memory_of(1 << 20), cacheable)), Status::ok);
    const auto largest = [this] {
        Statistics statistics;
        EXPECT_TRUE(pool_.statistics(0, statistics));
        return statistics.largest;
    };
    // Two that are almost equal, the shorter one freed last, are all that is free.
    void* const longer = pool_.alloc(cacheable, 100'000);
    ASSERT_NE(pool_.alloc(cacheable, 100), nullptr);
    void* const shorter = pool_.alloc(cacheable, 99'000);
    while (largest() != 0) {
        ASSERT_EQ(pool_.region_number_of(pool_.alloc(cacheable, largest())), 0);
    }
    pool_.free(longer);
    pool_.free(shorter);
    EXPECT_GE(largest(), 100'000U);
    EXPECT_EQ(pool_.alloc(cacheable, largest()), longer);
}

TEST_F(PoolTest, CacheLinesAreKeptWhole) {
    for (const std::size_t line : {32U, 64U, 128U}) {
        const Memory& memory = memory_of(4096, 16);
        Region region = region_in(memory, dma);
        region.cache_line = line;
        region.size -= 24;
        ASSERT_EQ(pool_.add(region), Status::ok);
        const std::uintptr_t begin = base::round_up(memory.address(), line);
        const std::uintptr_t end = base::round_down(memory.address() + region.size, line);
        EXPECT_EQ(pool_.region_of(reinterpret_cast<void*>(begin - 1)), nullptr);
        EXPECT_NE(pool_.region_of(reinterpret_cast<void*>(begin)), nullptr);
        EXPECT_NE(pool_.region_of(reinterpret_cast<void*>(end - 1)), nullptr);
        EXPECT_EQ(pool_.region_of(reinterpret_cast<void*>(end)), nullptr);
        EXPECT_TRUE(memory.guards_intact());
    }
    const Memory& memory = memory_of(4096);
    Region region = region_in(memory, dma);
    region.cache_line = 48;
    EXPECT_EQ(pool_.add(region), Status::invalid);
}

TEST_F(PoolTest, RegionsAreReadBackAsTheyWereAdded) {
    const Memory& memory = memory_of(4096, 3);
    int data = 0;
    Region region = region_in(memory, {cacheable, dma});
    region.name = "sram";
    region.user_data = &data;
    ASSERT_EQ(pool_.add(region), Status::ok);
    ASSERT_EQ(pool_.region_count(), 1U);
    const Region* const kept = pool_.region(0);
    EXPECT_EQ(kept->address, memory.address());
    EXPECT_EQ(kept->size, memory.size());
    EXPECT_EQ(kept->attributes, (AttributeSet{cacheable, dma}));
    EXPECT_STREQ(kept->name, "sram");
    EXPECT_EQ(pool_.region_of(pool_.alloc(dma, 10)), kept);
    EXPECT_EQ(kept->user_data, &data);
    EXPECT_EQ(pool_.region(1), nullptr);
    Statistics statistics;
    EXPECT_FALSE(pool_.statistics(1, statistics));
    EXPECT_EQ(pool_.walk(1, nullptr, nullptr), Status::invalid);
}

TEST_F(PoolTest, StatisticsAreExact) {
    if (!config::statistics) {
        GTEST_SKIP() << "built without statistics";
    }
    const Memory& memory = memory_of(8192);
    ASSERT_EQ(pool_.add(region_in(memory, cacheable)), Status::ok);
    Statistics fresh;
    ASSERT_TRUE(pool_.statistics(0, fresh));
    EXPECT_EQ(fresh.used, 0U);
    EXPECT_EQ(fresh.free, fresh.capacity);
    EXPECT_GE(fresh.capacity, 8192U * 97 / 100);

    void* const a = pool_.alloc(cacheable, 1000);
    void* const b = pool_.alloc(cacheable, 2000);
    EXPECT_EQ(pool_.alloc(cacheable, 8000), nullptr);
    pool_.free(a);
    Statistics now;
    ASSERT_TRUE(pool_.statistics(0, now));
    EXPECT_EQ(now.blocks, 1U);
    EXPECT_EQ(now.allocations, 2U);
    EXPECT_EQ(now.failures, 1U);
    EXPECT_GE(now.used, 2000U);
    EXPECT_LE(now.used, 2000U + 32);
    EXPECT_GE(now.peak, 3000U);
    EXPECT_LE(now.peak, 3000U + 64);
    EXPECT_EQ(now.used + now.free, now.capacity);

    struct Sum {
        std::size_t used = 0;
        std::size_t free = 0;
    } sum;
    pool_.walk(
        0,
        [](void* context, const BlockView& block) {
            auto& total = *static_cast<Sum*>(context);
            (block.free ? total.free : total.used) += block.footprint;
        },
        &sum);
    EXPECT_EQ(sum.used, now.used);
    EXPECT_EQ(sum.free, now.free);
    pool_.free(b);
}

TEST_F(PoolTest, AsManyRegionsAsConfiguredInAnyOrder) {
    for (unsigned i = 0; i < config::max_regions; ++i) {
        memory_of(1024);
    }
    // From both ends in turn, so that the addresses come in no order.
    for (unsigned i = 0; i < config::max_regions; ++i) {
        const Memory& memory = memories_[i % 2 == 0 ? i / 2 : config::max_regions - 1 - i / 2];
        ASSERT_EQ(pool_.add(region_in(memory, cacheable)), Status::ok) << i;
        ASSERT_TRUE(pool_.validate(Depth::full));
    }
    const Memory& one_more = memory_of(1024);
    EXPECT_EQ(pool_.add(region_in(one_more, cacheable)), Status::no_memory);
    EXPECT_TRUE(one_more.untouched());
    std::vector<void*> blocks;
    while (void* const block = pool_.alloc(cacheable, 50)) {
        blocks.push_back(block);
    }
    EXPECT_GT(blocks.size(), config::max_regions * 10);
    for (void* const block : blocks) {
        pool_.free(block);
    }
    for (unsigned i = 0; i < config::max_regions; ++i) {
        Statistics statistics;
        ASSERT_TRUE(pool_.statistics(i, statistics));
        EXPECT_EQ(statistics.used, 0U);
    }
}

TEST(Status, EachHasADescription) {
    EXPECT_STREQ(describe(Status::ok), "done");
    for (int status = 0; status <= static_cast<int>(Status::no_memory); ++status) {
        EXPECT_STRNE(describe(static_cast<Status>(status)), describe(static_cast<Status>(99)));
    }
}

} // namespace
} // namespace smh
