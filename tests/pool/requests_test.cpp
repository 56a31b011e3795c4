// Which region serves: sets of attributes, preferences, fallback, priorities.
#include <gtest/gtest.h>

#include <deque>
#include <vector>

#include "smh/pool.hpp"
#include "support/attributes.hpp"
#include "support/memory.hpp"

namespace smh {
namespace {

using test::dma;
using test::fast;
using test::retained;

class Requests : public testing::Test {
protected:
    std::deque<test::Memory> memories_;
    Pool pool_;

    void SetUp() override { ASSERT_EQ(pool_.init(), Status::ok); }
    void TearDown() override { EXPECT_TRUE(pool_.validate(Depth::full)); }

    const Region* add(AttributeSet attributes, int priority = 0) {
        const test::Memory& memory = memories_.emplace_back(8192);
        Region region;
        region.address = memory.address();
        region.size = memory.size();
        region.attributes = attributes;
        region.priority = priority;
        EXPECT_EQ(pool_.add(region), Status::ok);
        return pool_.region(pool_.region_count() - 1);
    }
    const Region* from(const Request& request) {
        const Served served = pool_.alloc(request);
        EXPECT_EQ(served.region, pool_.region_of(served.block));
        return served.region;
    }
    const Region* from(Attribute attribute, std::size_t bytes = 16) {
        return pool_.region_of(pool_.alloc(attribute, bytes));
    }
    void fill(AttributeSet attributes) {
        for (std::size_t bytes = 4096; bytes != 0; bytes /= 2) {
            while (pool_.alloc({.bytes = bytes, .required = attributes})) {
            }
        }
    }
    std::size_t failures() const {
        std::size_t sum = 0;
        for (unsigned number = 0; number < pool_.region_count(); ++number) {
            Statistics statistics{};
            pool_.statistics(number, statistics);
            sum += statistics.failures;
        }
        return sum;
    }
};

TEST_F(Requests, ARegionServesASetWhereItHasAllOfIt) {
    add(cacheable);
    const Region* const both = add({cacheable, dma});
    add({dma, retained});
    EXPECT_EQ(from({.bytes = 100, .required = {cacheable, dma}}), both);
    EXPECT_EQ(from({.bytes = 100, .alignment = 256, .required = {dma, cacheable}}), both);
    EXPECT_EQ(from({.bytes = 100, .required = {cacheable, retained}}), nullptr);
}

TEST_F(Requests, PreferencesAreTriedInTheirOrderThenWhatIsRequired) {
    const Region* const plain = add(dma);
    const Region* const kept = add({dma, retained});
    const Region* const quick = add({dma, fast});
    add(fast);
    const AttributeSet wishes[] = {fast, retained};
    const Request request{.bytes = 100, .required = dma, .preferred = wishes, .preferred_count = 2};
    EXPECT_EQ(from(request), quick);
    fill({dma, fast});
    EXPECT_EQ(from(request), kept);
    fill({dma, retained});
    EXPECT_EQ(from(request), plain);
    fill(dma);
    const std::size_t before = failures();
    EXPECT_EQ(from(request), nullptr);
    EXPECT_TRUE(!config::statistics || failures() == before + 1)
        << "counted where it was asked first";
}

TEST_F(Requests, WithNothingRequiredThePreferencesAreAllThereIs) {
    const Region* const slow = add(retained);
    add(dma);
    const AttributeSet wishes[] = {fast, retained};
    const Request request{.bytes = 100, .required = {}, .preferred = wishes, .preferred_count = 2};
    EXPECT_EQ(from(request), slow);
    fill(retained);
    EXPECT_EQ(from(request), nullptr);
    EXPECT_EQ(from({.bytes = 100}), nullptr);
}

TEST_F(Requests, WhatMakesNoSenseIsRefused) {
    add(dma);
    const Attribute none{config::max_attributes};
    const AttributeSet wishes[] = {none};
    EXPECT_EQ(from({.bytes = 0, .required = dma}), nullptr);
    EXPECT_EQ(from({.bytes = ~std::size_t{0}, .required = dma}), nullptr);
    EXPECT_EQ(from({.bytes = 8, .alignment = 24, .required = dma}), nullptr);
    EXPECT_EQ(from({.bytes = 8, .required = {dma, none}}), nullptr);
    EXPECT_EQ(from({.bytes = 8, .required = dma, .preferred = wishes, .preferred_count = 1}),
              nullptr);
    EXPECT_EQ(failures(), 0U);
}

TEST_F(Requests, AFallbackServesWhereTheAttributeCannot) {
    if (!config::fallback) {
        GTEST_SKIP() << "built without fallback";
    }
    const Region* const wanted = add(fast);
    const Region* const second = add(retained);
    const Region* const third = add(dma);
    EXPECT_EQ(pool_.set_fallback(fast, {retained, dma}), Status::ok);
    EXPECT_EQ(from(fast), wanted);
    fill(fast);
    const std::size_t before = failures();
    EXPECT_EQ(from(fast), second);
    EXPECT_EQ(pool_.region_of(pool_.aligned_alloc(fast, 512, 16)), second);
    EXPECT_EQ(pool_.region_of(pool_.calloc(fast, 4, 4)), second);
    EXPECT_EQ(from({.bytes = 16, .required = fast}), nullptr) << "a set states its own";
    EXPECT_TRUE(!config::statistics || failures() == before + 1);
    fill(retained);
    EXPECT_EQ(from(fast), third);
    EXPECT_EQ(from(retained), nullptr) << "the other way it is no fallback";
    EXPECT_EQ(pool_.set_fallback(fast, {}), Status::ok);
    EXPECT_EQ(from(fast), nullptr);
}

TEST_F(Requests, AFallbackMayHaveNoRegionYetAndIsNotFollowedFurther) {
    if (!config::fallback) {
        GTEST_SKIP() << "built without fallback";
    }
    add(dma);
    EXPECT_EQ(pool_.set_fallback(fast, {retained}), Status::ok);
    EXPECT_EQ(pool_.set_fallback(retained, {dma}), Status::ok);
    EXPECT_EQ(from(fast), nullptr);
    EXPECT_NE(from(retained), nullptr);
}

TEST_F(Requests, FallbacksOutOfBoundAreRefused) {
    if (!config::fallback) {
        GTEST_SKIP() << "built without fallback";
    }
    const Attribute none{config::max_attributes};
    EXPECT_EQ(pool_.set_fallback(none, {dma}), Status::invalid);
    EXPECT_EQ(pool_.set_fallback(dma, {fast, none}), Status::invalid);
    EXPECT_EQ(pool_.set_fallback(dma, {fast, fast, fast, fast, fast}), Status::invalid);
}

TEST_F(Requests, AHigherPriorityIsAskedFirst) {
    if (!config::changing_regions) {
        GTEST_SKIP() << "built without priorities";
    }
    const Region* const first = add(dma);
    const Region* const second = add(dma);
    const Region* const preferred = add({dma, fast}, 5);
    const Region* const avoided = add(dma, -1);
    const Region* const also_preferred = add(dma, 5);
    for (const Region* const expected : {preferred, also_preferred, first, second, avoided}) {
        EXPECT_EQ(from(dma), expected);
        EXPECT_EQ(from({.bytes = 16, .required = dma}), expected);
        while (from(dma, 16) == expected) {
        }
        // The last one came from the next region already.
    }
}

TEST_F(Requests, APreferenceThatIsNowhereIsRefused) {
    add(dma);
    EXPECT_EQ(from({.bytes = 16, .required = dma, .preferred = nullptr, .preferred_count = 1}),
              nullptr);
    EXPECT_NE(from({.bytes = 16, .required = dma, .preferred = nullptr, .preferred_count = 0}),
              nullptr);
}

} // namespace
} // namespace smh
