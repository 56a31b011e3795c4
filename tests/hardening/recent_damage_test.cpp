// Damage of blocks that were freed lately and wait for the next request of their size, and of what
// keeps them: where lists are checked, and there are such blocks.
#include "hardening/fixture.hpp"

namespace smh {
namespace {

class RecentDamage : public test::HardeningFixture {
protected:
    unsigned char* left_ = nullptr;
    unsigned char* block_ = nullptr; // one that waits, between two that are allocated
    unsigned char* right_ = nullptr;
    heap::RecentBlocks* kept_ = nullptr;

    RecentDamage() : HardeningFixture(std::size_t{1} << 20) {}

    void SetUp() override {
        HardeningFixture::SetUp();
        if (!heap::has_recent || !heap::checks_lists) {
            GTEST_SKIP() << "not promised";
        }
        left_ = take_quickly();
        block_ = take_quickly();
        right_ = take_quickly();
        ASSERT_EQ(block_ + heap::units_of(bytes) * heap::bytes_per_unit, right_);
        pool_.free(block_);
        const heap::Bin bin = heap::bin_of(heap::units_of(bytes), heap::recent_precision);
        kept_ = reinterpret_cast<heap::RecentBlocks*>(memory_.begin()) + bin;
        const std::uintptr_t index = last() * heap::bytes_per_unit;
        ASSERT_EQ(memory_.begin() + index, block_);
    }
    void TearDown() override {
        pool_.free(left_);
        pool_.free(right_);
        HardeningFixture::TearDown();
    }
    unsigned char* take_quickly() {
        return static_cast<unsigned char*>(pool_.alloc(cacheable, bytes));
    }
    heap::HalfWord& last() const { return kept_->blocks[kept_->count - 1]; }

    // In a request for such a block, and in one that merges them all before it fails.
    template <class Write>
    void expect_found(Write write, const void* address) {
        write();
        EXPECT_FALSE(pool_.validate(Depth::full));
        unsigned char* const served = take_quickly();
        expect_fault(FaultKind::damaged_list, Call::alloc, address, nullptr, 0);
        EXPECT_TRUE(pool_.validate(Depth::full));
        pool_.free(served);
        pool_.free(take_quickly());
        write();
        EXPECT_EQ(pool_.alloc(cacheable, memory_.size()), nullptr);
        expect_fault(FaultKind::damaged_list, Call::alloc, address, nullptr, 0);
    }
};

TEST_F(RecentDamage, OfAPlace) {
    expect_found([this] { last() = 0x6B6B6B6B; }, memory_.begin());
}

TEST_F(RecentDamage, OfTheirNumber) {
    expect_found([this] { kept_->count = 0x6B; }, memory_.begin());
}

// Nobody can tell any more that it is free.
TEST_F(RecentDamage, OfATag) {
    overwrite(block_ - sizeof(void*), sizeof(void*));
    EXPECT_FALSE(pool_.validate(Depth::full));
    unsigned char* const served = take_quickly();
    expect_fault(FaultKind::damaged_list, Call::alloc, block_, nullptr, 0);
    EXPECT_NE(served, block_);
    pool_.free(served);
    pool_.free(block_);
}

TEST_F(RecentDamage, OfANeighbourOfWhatIsFreed) {
    ASSERT_EQ(take_quickly(), block_);
    overwrite(right_ - sizeof(void*), sizeof(void*));
    pool_.free(block_);
    expect_fault(FaultKind::damaged_tag, Call::free, block_, nullptr, 0);
}

} // namespace
} // namespace smh
