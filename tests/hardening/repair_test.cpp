// What is kept when a region is repaired, and what the handler may do before.
#include <algorithm>

#include "hardening/fixture.hpp"

namespace smh {
namespace {

using test::at_least;
using test::Hardening;

class Repair : public test::HardeningFixture {
public:
    // The next call finds it, and the region is repaired.
    void damage() { overwrite(memory_.begin(), 4); }

protected:
    void SetUp() override {
        HardeningFixture::SetUp();
        if (!at_least(Hardening::moderate)) {
            GTEST_SKIP() << "not promised";
        }
    }
};

TEST_F(Repair, KeepsWhatBlocksHoldAndWhoseTheyAre) {
    std::vector<unsigned char*> blocks;
    for (unsigned char value = 0; value < 20; ++value) {
        blocks.push_back(take());
        std::fill_n(blocks.back(), bytes, value);
    }
    for (const std::size_t freed : {2U, 3U, 9U, 10U, 11U, 19U}) {
        give_back(blocks[freed]);
        blocks[freed] = nullptr;
    }
    const Statistics before = of(0);
    const ClientStatistics used = camera_.statistics();
    damage();
    EXPECT_GE(pool_.usable_size(blocks[0]), bytes);
    EXPECT_EQ(only_fault().kind, FaultKind::damaged_control_block);
    EXPECT_EQ(of(0).used, before.used);
    EXPECT_EQ(of(0).blocks, before.blocks);
    EXPECT_EQ(of(0).peak, before.peak);
    EXPECT_EQ(camera_.statistics().used, used.used);
    for (unsigned char value = 0; value < 20; ++value) {
        const unsigned char* const block = blocks[value];
        EXPECT_TRUE(block == nullptr ||
                    std::count(block, block + bytes, value) == std::ptrdiff_t{bytes});
    }
}

TEST_F(Repair, KeepsTheAlignmentOfABlock) {
    auto* const block = static_cast<unsigned char*>(pool_.aligned_alloc(cacheable, 256, 100));
    take();
    damage();
    void* const moved = pool_.realloc(cacheable, block, 5000);
    EXPECT_EQ(only_fault().kind, FaultKind::damaged_control_block);
    ASSERT_NE(moved, nullptr);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(moved) % 256, 0U);
    pool_.free(moved);
}

// Nobody sees a block twice, or one that is none.
TEST_F(Repair, EndsNoWalk) {
    for (unsigned number = 0; number < 20; ++number) {
        take();
    }
    struct Context {
        Repair& self;
        unsigned seen;
        const void* last;
    } context{*this, 0, nullptr};
    const auto visit = [](void* given, const BlockView& block) {
        auto& [self, seen, last] = *static_cast<Context*>(given);
        EXPECT_GT(block.address, last);
        last = block.address;
        if (++seen == 5) {
            self.damage();
        }
    };
    EXPECT_EQ(pool_.walk(0, visit, &context), Status::ok);
    EXPECT_EQ(context.seen, 21U);
    take();
    EXPECT_EQ(only_fault().kind, FaultKind::damaged_control_block);
}

TEST_F(Repair, OfARegionInWholeLines) {
    if (!config::cache_lines) {
        GTEST_SKIP() << "built without";
    }
    const test::Memory& memory = memories_.emplace_back(8192);
    Region region = region_in(memory, non_cacheable);
    region.cache_line = 64;
    ASSERT_EQ(pool_.add(region), Status::ok);
    void* const block = pool_.alloc(non_cacheable, 100);
    overwrite(memory.begin(), 4);
    void* const other = pool_.alloc(non_cacheable, 100);
    EXPECT_EQ(only_fault().kind, FaultKind::damaged_control_block);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(other) % 64, 0U);
    EXPECT_TRUE(pool_.validate(Depth::full));
    pool_.free(block);
    pool_.free(other);
    EXPECT_EQ(of(1).used, 0U);
}

// It holds no lock, so it may take the region away.
Pool* removed_from = nullptr;
std::uintptr_t removed = 0;

TEST_F(Repair, IsNotDoneWhereTheHandlerHasRemovedTheRegion) {
    if (!config::changing_regions) {
        GTEST_SKIP() << "built without";
    }
    const test::Memory& memory = memories_.emplace_back(8192);
    ASSERT_EQ(pool_.add(region_in(memory, non_cacheable)), Status::ok);
    removed_from = &pool_;
    removed = memory.address();
    set_fault_handler([](const Fault& fault) {
        EXPECT_EQ(fault.kind, FaultKind::damaged_list);
        EXPECT_EQ(removed_from->remove(removed), Status::ok);
    });
    void* free_block = nullptr;
    const auto visit = [](void* found, const BlockView& block) {
        *static_cast<void**>(found) = const_cast<void*>(block.address);
    };
    ASSERT_EQ(pool_.walk(1, visit, &free_block), Status::ok);
    overwrite(free_block, 8);
    EXPECT_EQ(pool_.aligned_alloc(non_cacheable, 64, 100), nullptr);
    EXPECT_EQ(pool_.region(1), nullptr);
}

} // namespace
} // namespace smh
