#include "heap/scale.hpp"

#include <gtest/gtest.h>

namespace smh::heap {
namespace {

// Both kinds are tested on every machine.
template <class Kind>
class Bins : public testing::Test {};
using Kinds = testing::Types<PowersOfTwo, Fractions>;
TYPED_TEST_SUITE(Bins, Kinds);

TYPED_TEST(Bins, GrowWithTheLengthFromTheFirst) {
    for (unsigned precision = 0; precision <= TypeParam::finest; ++precision) {
        const TypeParam scale(precision);
        EXPECT_TRUE(scale.valid());
        EXPECT_EQ(scale.precision(), precision);
        EXPECT_GT(scale.bin(TypeParam::key(min_block_units)), 0U);
        Bin before = scale.bin(TypeParam::key(min_block_units));
        for (Units units = min_block_units; units < 100'000; ++units) {
            const Bin bin = scale.bin(TypeParam::key(units));
            ASSERT_GE(bin, before) << units;
            before = bin;
        }
    }
}

TEST(PowersOfTwo, HaveABinEach) {
    for (unsigned bit = 1; bit < 32; ++bit) {
        const Units smallest = Units{1} << bit;
        EXPECT_EQ(PowersOfTwo::bin(PowersOfTwo::key(smallest)), bit);
        EXPECT_EQ(PowersOfTwo::bin(PowersOfTwo::key(smallest + (smallest - 1))), bit);
    }
}

} // namespace
} // namespace smh::heap
