// Walks and validations in steps, while the heap is used between the steps.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <vector>

#include "heap/validation.hpp"
#include "support/heap_blocks.hpp"
#include "support/memory.hpp"

namespace smh::heap {
namespace {

class Walk : public testing::Test {
protected:
    test::Memory memory_{16384};
    Heap* heap_ = Heap::create({memory_.range()});
    std::mt19937 random_{5};
    std::vector<std::uintptr_t> blocks_;
    std::size_t changes_ = 0;
    static constexpr std::size_t free_units_at =
        (word_size == 8 ? 32 : 16) + (hides_links ? sizeof(Secret) : 0);

    void TearDown() override {
        EXPECT_FALSE(heap_->walked());
        EXPECT_TRUE(heap_->validate(Depth::full));
        EXPECT_TRUE(memory_.guards_intact());
    }
    void fill() {
        while (blocks_.size() < 60) {
            blocks_.push_back(take(1 + random_() % 200));
        }
    }
    // Written to its end, so that no tag of an earlier block is left in it.
    std::uintptr_t take(std::size_t bytes) {
        void* const block = heap_->alloc(bytes);
        if (block != nullptr) {
            Block found{};
            EXPECT_EQ(heap_->look_at(number(block), found), FreeResult::freed);
            std::memset(block, 0xFF, found.usable);
        }
        return number(block);
    }
    // Takes, frees and resizes any of the blocks from the 20th on.
    void disturb() {
        constexpr std::size_t stay = 20;
        std::uintptr_t& block = blocks_[stay + random_() % (blocks_.size() - stay)];
        if (block == 0) {
            block = take(1 + random_() % 400);
            ++changes_;
        } else if (random_() % 3 == 0) {
            resize_block(*heap_, block, 1 + random_() % 400);
        } else {
            ++changes_;
            ASSERT_EQ(free_block(*heap_, block), FreeResult::freed);
            block = 0;
        }
    }
};

TEST_F(Walk, ShowsWhatStaysOnceWhateverHappensMeanwhile) {
    fill();
    for (int round = 0; round < 300; ++round) {
        const unsigned walk = heap_->begin_walk();
        ASSERT_NE(walk, Heap::max_walks);
        std::map<std::uintptr_t, int> seen;
        BlockView block{};
        std::uintptr_t before = 0;
        while (heap_->see_next(walk, block)) {
            ASSERT_GT(number(block.address), before);
            before = number(block.address);
            seen[before] += block.free ? 0 : 1;
            for (int time = 0; time < 10; ++time) {
                disturb();
            }
            ASSERT_TRUE(heap_->validate(Depth::full));
        }
        heap_->end_walk(walk);
        for (std::size_t stays = 0; stays < 20; ++stays) {
            ASSERT_EQ(seen[blocks_[stays]], 1) << round;
        }
    }
}

TEST_F(Walk, TwoAtATime) {
    fill();
    const unsigned first = heap_->begin_walk();
    const unsigned second = heap_->begin_walk();
    EXPECT_NE(first, second);
    EXPECT_EQ(heap_->begin_walk(), Heap::max_walks);
    BlockView block{};
    ASSERT_TRUE(heap_->see_next(first, block));
    const void* const lowest = block.address;
    ASSERT_TRUE(heap_->see_next(first, block));
    ASSERT_TRUE(heap_->see_next(second, block));
    EXPECT_EQ(block.address, lowest);
    heap_->end_walk(first);
    EXPECT_EQ(heap_->begin_walk(), first);
    heap_->end_walk(first);
    heap_->end_walk(second);
}

TEST_F(Walk, AValidationInStepsIsNotMisledByWhatHappensMeanwhile) {
    fill();
    unsigned most_steps = 0;
    for (int round = 0; round < 300; ++round) {
        Validation validation(Depth::full);
        unsigned steps = 0;
        for (bool more = true; more; ++steps) {
            more = validation.step(*heap_, {memory_.size(), changes_});
            if (random_() % 64 == 0) {
                disturb();
            }
        }
        ASSERT_TRUE(validation.valid()) << round;
        most_steps = std::max(most_steps, steps);
    }
    EXPECT_GT(most_steps, 8U);
}

TEST_F(Walk, AValidationInStepsFindsWhatIsDamagedMeanwhile) {
    fill();
    const std::uintptr_t last = *std::max_element(blocks_.begin(), blocks_.end());
    Validation validation(Depth::full);
    ASSERT_TRUE(validation.step(*heap_, {memory_.size(), 0}));
    Word& tag = *reinterpret_cast<Word*>(last - word_size);
    tag ^= 1;
    while (validation.step(*heap_, {memory_.size(), 0})) {
    }
    EXPECT_FALSE(validation.valid());
    tag ^= 1;
}

// Such as the sum of what is free, whose place in the control block is known here.
TEST_F(Walk, WhatOnlyAllBlocksTellIsToldWhereNothingChanges) {
    fill();
    for (const std::size_t freed : {3U, 6U, 9U}) {
        ASSERT_EQ(free_block(*heap_, blocks_[freed]), FreeResult::freed);
    }
    heap_->figures();
    for (const bool disturbed : {false, true}) {
        const Figures before = heap_->figures();
        auto& free_units = *reinterpret_cast<HalfWord*>(number(heap_) + free_units_at);
        ASSERT_EQ(free_units * bytes_per_unit, before.free);
        --free_units;
        Validation validation(Depth::full);
        std::size_t changes = 0;
        while (validation.step(*heap_, {memory_.size(), changes})) {
            changes += disturbed ? 1 : 0;
        }
        EXPECT_EQ(validation.valid(), disturbed);
        ++free_units;
    }
}

TEST_F(Walk, WithoutACursorAllIsValidatedInOneStep) {
    fill();
    const unsigned first = heap_->begin_walk();
    const unsigned second = heap_->begin_walk();
    EXPECT_TRUE(heap_->validate(Depth::full));
    Validation validation(Depth::full);
    unsigned steps = 1;
    while (validation.step(*heap_, {memory_.size(), 0})) {
        ++steps;
    }
    EXPECT_TRUE(validation.valid());
    EXPECT_LT(steps, 100U);
    const std::uintptr_t last = *std::max_element(blocks_.begin(), blocks_.end());
    Word& tag = *reinterpret_cast<Word*>(last - word_size);
    tag ^= 1;
    EXPECT_FALSE(heap_->validate(Depth::full));
    tag ^= 1;
    heap_->end_walk(first);
    heap_->end_walk(second);
}

} // namespace
} // namespace smh::heap
