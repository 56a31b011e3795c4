// Walks through the pool: the visitor may use it, and so may others meanwhile.
#include "smh/pool.hpp"

#include <gtest/gtest.h>

#include "support/memory.hpp"

namespace smh {
namespace {

class PoolWalk : public testing::Test {
protected:
    test::Memory memory_{65536};
    Pool pool_;

    void SetUp() override {
        ASSERT_EQ(pool_.init(), Status::ok);
        Region region;
        region.address = memory_.address();
        region.size = memory_.size();
        region.attributes = cacheable;
        ASSERT_EQ(pool_.add(region), Status::ok);
    }
    void TearDown() override { EXPECT_TRUE(pool_.validate(Depth::full)); }

    // Calls `visit(block)` for each allocated block.
    template <class Visit>
    Status walk(Visit visit) {
        return pool_.walk(
            0,
            [](void* context, const BlockView& block) {
                if (!block.free) {
                    (*static_cast<Visit*>(context))(block.address);
                }
            },
            &visit);
    }
};

TEST_F(PoolWalk, TheVisitorMayFreeWhatItIsShown) {
    for (unsigned i = 0; i < 100; ++i) {
        ASSERT_NE(pool_.alloc(cacheable, 8 + i), nullptr);
    }
    unsigned shown = 0;
    const auto give_back = [&](const void* block) {
        ++shown;
        pool_.free(const_cast<void*>(block));
    };
    EXPECT_EQ(walk(give_back), Status::ok);
    EXPECT_EQ(shown, 100U);
    Statistics statistics{};
    pool_.statistics(0, statistics);
    EXPECT_EQ(statistics.used, 0U);
}

TEST_F(PoolWalk, TheVisitorMayWalkAndValidate) {
    for (unsigned i = 0; i < 10; ++i) {
        ASSERT_NE(pool_.alloc(cacheable, 100), nullptr);
    }
    unsigned inner = 0;
    unsigned refused = 0;
    const auto outer_visit = [&](const void*) {
        const auto inner_visit = [&](const void*) {
            ++inner;
            refused += walk([](const void*) {}) == Status::busy ? 1U : 0U;
            EXPECT_TRUE(pool_.validate(Depth::full));
        };
        EXPECT_EQ(walk(inner_visit), Status::ok);
    };
    EXPECT_EQ(walk(outer_visit), Status::ok);
    EXPECT_EQ(inner, 100U);
    EXPECT_EQ(refused, 100U);
}

} // namespace
} // namespace smh
