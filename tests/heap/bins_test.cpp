#include "heap/bins.hpp"

#include "heap/heap.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace smh::heap {
namespace {

class BinsOfPrecision : public testing::TestWithParam<unsigned> {};

TEST_P(BinsOfPrecision, NumbersGrowWithoutGaps) {
    const unsigned precision = GetParam();
    for (Units units = 1; units < 100'000; ++units) {
        const Bin step = bin_of(units + 1, precision) - bin_of(units, precision);
        ASSERT_LE(step, 1U) << units;
    }
}

TEST_P(BinsOfPrecision, SmallestOfABinIsInItAndOneLessIsNot) {
    const unsigned precision = GetParam();
    for (Bin bin = 2; bin < bin_of(~Units{0}, precision); ++bin) {
        const Units smallest = smallest_of(bin, precision);
        ASSERT_EQ(bin_of(smallest, precision), bin);
        ASSERT_EQ(bin_of(smallest - 1, precision), bin - 1);
    }
}

TEST_P(BinsOfPrecision, ABinSpansAtMostItsShareOfADoubling) {
    const unsigned precision = GetParam();
    for (Bin bin = 2; bin < bin_of(~Units{0}, precision); ++bin) {
        const std::uint64_t smallest = smallest_of(bin, precision);
        const std::uint64_t width = smallest_of(bin + 1, precision) - smallest;
        ASSERT_LE((width - 1) << precision, smallest) << bin;
    }
}

TEST_P(BinsOfPrecision, EveryBlockOfTheBinAboveHoldsTheRequest) {
    const unsigned precision = GetParam();
    const auto expect_tight = [precision](Units units) {
        const Bin bin = bin_above(units, precision);
        ASSERT_GE(smallest_of(bin, precision), units);
        ASSERT_LT(smallest_of(bin - 1, precision), units);
    };
    for (Units units = 2; units < 100'000; ++units) {
        expect_tight(units);
    }
    for (Bin bin = 8; bin < bin_of(~Units{0}, precision); ++bin) {
        expect_tight(smallest_of(bin, precision));
        expect_tight(smallest_of(bin, precision) - 1);
    }
    ASSERT_EQ(bin_above(~Units{0}, precision), bin_of(~Units{0} - 1, precision) + 1);
}

TEST(RecentBinTable, SaysWhatBinOfSays) {
    for (Units units = min_block_units; units < max_recent_units; ++units) {
        ASSERT_EQ(recent_bin<Heap::first_recent_bin>.of[units], bin_of(units, recent_precision));
    }
    ASSERT_EQ(recent_bin<Heap::first_recent_bin>.of[0] + 1U,
              bin_of(min_block_units, recent_precision));
    ASSERT_EQ(recent_bin<Heap::first_recent_bin>.of[1] + 1U,
              bin_of(min_block_units, recent_precision));
}

INSTANTIATE_TEST_SUITE_P(Bins, BinsOfPrecision, testing::Range(0U, max_precision + 1));

RC_GTEST_PROP(Tag, KeepsWhatItWasGiven, (Index index, Units units, bool free, bool left_free)) {
    const Units kept = word_size == 8 ? units : units >> 2;
    const Tag tag(index, kept, free, left_free);
    RC_ASSERT(tag.units() == kept);
    RC_ASSERT(tag.free() == free);
    RC_ASSERT(tag.left_free() == left_free);
    RC_ASSERT(tag.plausible(index));
    RC_ASSERT(tag.with_free().free());
    RC_ASSERT(tag.with_left_free().left_free());
    RC_ASSERT(!tag.without_left_free().left_free());
    RC_ASSERT(tag.with_left_free().with_free().plausible(index));
}

TEST(Tag, IsNotPlausibleElsewhere) {
    if (word_size < 8) {
        GTEST_SKIP() << "a 32-bit tag has no check";
    }
    unsigned accepted = 0;
    for (Index index = 1; index < 1'000'000; ++index) {
        accepted += Tag(index, 40, false, false).plausible(index + 1) ? 1U : 0U;
    }
    EXPECT_LE(accepted, 2U) << "chance is 1 in 2^28 for each";
}

} // namespace
} // namespace smh::heap
