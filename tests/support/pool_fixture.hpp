// A pool and the memory of its regions.
#pragma once

#include <gtest/gtest.h>

#include <deque>

#include "smh/pool.hpp"
#include "support/memory.hpp"

namespace smh::test {

class PoolFixture : public testing::Test {
protected:
    std::deque<Memory> memories_; // lives longer than the last look at the pool
    Pool pool_;

    void SetUp() override { ASSERT_EQ(pool_.init(), Status::ok); }
    void TearDown() override { EXPECT_TRUE(pool_.validate(Depth::full)); }

    static Region region_in(const Memory& memory, AttributeSet attributes) {
        Region region;
        region.address = memory.address();
        region.size = memory.size();
        region.attributes = attributes;
        return region;
    }
    // The number of a new region.
    unsigned add(AttributeSet attributes, std::size_t size = 65536) {
        const Memory& memory = memories_.emplace_back(size);
        EXPECT_EQ(pool_.add(region_in(memory, attributes)), Status::ok);
        unsigned number = 0;
        while (pool_.region(number) == nullptr ||
               pool_.region(number)->address != memory.address()) {
            ++number;
        }
        return number;
    }
    Statistics of(unsigned number) const {
        Statistics statistics;
        EXPECT_TRUE(pool_.statistics(number, statistics));
        return statistics;
    }
};

} // namespace smh::test
