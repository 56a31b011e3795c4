#include "heap/scale.hpp"

#include <gtest/gtest.h>

namespace smh::heap {
namespace {

// Both kinds of keys are tested on every machine.

TEST(FloatingKey, GrowsWithTheLength) {
    Key before = floating_key(1);
    for (Units units = 2; units < 1'000'000; ++units) {
        const Key key = floating_key(units);
        ASSERT_GE(key, before) << units;
        before = key;
    }
    EXPECT_GE(floating_key(~Units{0}), before);
    EXPECT_LT(floating_key(~Units{0}), 256U);
}

TEST(FloatingKey, LengthsOfOneKeyDifferByAnEighthAtMost) {
    Units first = 1;
    for (Units units = 1; units < 1'000'000; ++units) {
        if (floating_key(units) != floating_key(first)) {
            first = units;
        }
        ASSERT_LE(units - first, first / 8) << units;
    }
}

TEST(FloatingKey, ShortLengthsHaveEachTheirOwn) {
    for (Units units = 1; units < 16; ++units) {
        EXPECT_LT(floating_key(units), floating_key(units + 1)) << units;
    }
}

// Dropping the last bits leaves 2^precision bins of a doubling.
TEST(FloatingKey, ACoarserScaleCutsADoublingIntoFewer) {
    for (unsigned precision = 0; precision <= key_bits; ++precision) {
        const unsigned drop = key_bits - precision;
        EXPECT_EQ((floating_key(2048) >> drop) - (floating_key(1024) >> drop), 1U << precision);
        EXPECT_GT(floating_key(min_block_units) >> drop, 0U);
    }
}

class ScaleOfPrecision : public testing::TestWithParam<unsigned> {};

TEST_P(ScaleOfPrecision, BinsGrowWithTheLengthFromTheFirst) {
    const Scale scale(GetParam());
    EXPECT_TRUE(scale.valid());
    EXPECT_EQ(scale.precision(), GetParam());
    EXPECT_GT(scale.first_bin(), 0U);
    Bin before = scale.first_bin();
    for (Units units = min_block_units; units < 100'000; ++units) {
        const Bin bin = scale.bin(key_of(units));
        ASSERT_GE(bin, before) << units;
        before = bin;
    }
}

INSTANTIATE_TEST_SUITE_P(All, ScaleOfPrecision, testing::Range(0U, Scale::finest + 1));

} // namespace
} // namespace smh::heap
