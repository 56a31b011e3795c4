// Somebody has written where he must not: it is found where that place is used next, the handler is
// told, and from level moderate on the region is repaired then, and the call does what it was to
// do.
#include <cstring>

#include "hardening/fixture.hpp"

namespace smh {
namespace {

using test::at_least;
using test::Hardening;

class DamageFound : public test::HardeningFixture {
protected:
    // Three neighbours, from the high end down; the one in the middle is the client's.
    unsigned char* upper_ = nullptr;
    unsigned char* block_ = nullptr;
    unsigned char* lower_ = nullptr;

    void SetUp() override {
        HardeningFixture::SetUp();
        upper_ = take_for_nobody();
        block_ = take();
        lower_ = take_for_nobody();
    }
};

TEST_F(DamageFound, ATagBehindABlock) {
    if (!at_least(Hardening::basic) || sizeof(void*) < 8) {
        GTEST_SKIP() << "not promised";
    }
    unsigned char before[sizeof(void*)];
    unsigned char* const tag = upper_ - sizeof before;
    std::memcpy(before, tag, sizeof before);
    overwrite(tag, sizeof before);
    pool_.free(block_);
    expect_fault(FaultKind::damaged_tag, Call::free, block_, block_, camera_.number());
    if (at_least(Hardening::moderate)) {
        forget(block_);
        EXPECT_EQ(camera_.statistics().used, 0U);
    } else {
        EXPECT_FALSE(pool_.validate(Depth::full));
        std::memcpy(tag, before, sizeof before);
    }
}

TEST_F(DamageFound, LinksOfAFreeBlock) {
    if (!at_least(Hardening::moderate)) {
        GTEST_SKIP() << "not promised";
    }
    give_back(block_);
    pool_.statistics();
    overwrite(block_, 8);
    EXPECT_FALSE(pool_.validate(Depth::full));
    EXPECT_EQ(take(), block_);
    expect_fault(FaultKind::damaged_list, Call::alloc, block_, block_, 0);
}

TEST_F(DamageFound, LinksOfAFreeNeighbour) {
    if (!at_least(Hardening::moderate)) {
        GTEST_SKIP() << "not promised";
    }
    give_back(block_);
    pool_.statistics();
    overwrite(block_, 8);
    give_back(upper_);
    expect_fault(FaultKind::damaged_list, Call::free, block_, block_, 0);
}

// Another is listed before it.
TEST_F(DamageFound, LinksOfTheFirstOfAList) {
    if (!at_least(Hardening::moderate) || at_least(Hardening::extreme)) {
        GTEST_SKIP() << "not promised, or found earlier";
    }
    unsigned char* const another = take();
    take();
    give_back(block_);
    pool_.statistics();
    overwrite(block_, 8);
    give_back(another);
    pool_.statistics();
    take();
    expect_fault(FaultKind::damaged_list, config::quarantine == 0 ? Call::free : Call::alloc,
                 block_, block_, 0);
}

TEST_F(DamageFound, AControlBlock) {
    if (!at_least(Hardening::moderate)) {
        GTEST_SKIP() << "not promised";
    }
    for (const std::size_t place : {0U, 4U}) {
        overwrite(memory_.begin() + place, 4);
        EXPECT_FALSE(pool_.validate(Depth::quick));
        EXPECT_NE(take(), nullptr);
        expect_fault(FaultKind::damaged_control_block, Call::alloc, memory_.begin(), nullptr, 0);
    }
}

TEST_F(DamageFound, AByteBehindABlock) {
    if (!at_least(Hardening::full)) {
        GTEST_SKIP() << "not promised";
    }
    const std::size_t usable = pool_.usable_size(block_);
    EXPECT_EQ(usable, bytes);
    overwrite(block_ + usable, 1);
    EXPECT_FALSE(pool_.validate(Depth::full));
    EXPECT_EQ(pool_.usable_size(block_), bytes);
    expect_fault(FaultKind::overrun, Call::usable_size, block_, block_, camera_.number());
    EXPECT_TRUE(pool_.validate(Depth::full));
    overwrite(block_ + bytes, 1);
    give_back(block_);
    expect_fault(FaultKind::overrun, Call::free, block_, block_, camera_.number());
}

TEST_F(DamageFound, AFreeBlock) {
    if (!at_least(Hardening::full)) {
        GTEST_SKIP() << "not promised";
    }
    give_back(block_);
    pool_.statistics();
    overwrite(block_ + 8, 1);
    EXPECT_FALSE(pool_.validate(Depth::full));
    EXPECT_EQ(take(), block_);
    expect_fault(FaultKind::use_after_free, Call::alloc, block_, block_, 0);
}

// What no operation has met.
TEST_F(DamageFound, AnywhereElse) {
    if (!at_least(Hardening::extreme)) {
        GTEST_SKIP() << "not promised";
    }
    overwrite(block_ + bytes, 1);
    EXPECT_NE(take(), nullptr);
    const Fault fault = only_fault();
    EXPECT_EQ(fault.kind, FaultKind::inconsistent);
    EXPECT_EQ(fault.call, Call::alloc);
    EXPECT_STREQ(fault.region_name, "sram");
}

} // namespace
} // namespace smh
