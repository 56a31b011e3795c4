// Replays in a small pool.
#include "replay/checked.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "replay/timed.hpp"
#include "support/memory.hpp"

namespace smh::tool {
namespace {

using Kind = trace::Step::Kind;

struct SmallPool {
    static constexpr std::size_t size = 4096;

    SmallPool() {
        pool.init();
        pool.add({.address = memory.address(), .size = size, .attributes = cacheable});
    }
    std::size_t used() const {
        Statistics statistics{};
        pool.statistics(0, statistics);
        return statistics.used;
    }

    test::Memory memory{size};
    Pool pool;
};

TEST(Checked, ADiligentPoolBreaksNothing) {
    SmallPool small;
    trace::Program program;
    program.slots = 2;
    program.peak_step = 2;
    program.steps = {{Kind::alloc, 0, 100, 0},
                     {Kind::aligned_alloc, 1, 200, 256},
                     {Kind::resize, 0, 300, 0},
                     {Kind::alloc, 0, 0, 0}};
    program.steps.insert(program.steps.end() - 1, {Kind::free, 0, 0, 0});
    const Findings findings = replay_checked(small.pool, cacheable, program);
    EXPECT_EQ(findings.failures, 0U);
    EXPECT_EQ(findings.broken, 0U);
    EXPECT_TRUE(findings.consistent);
    EXPECT_GE(findings.at_peak.used, 500U);
    EXPECT_LE(findings.at_peak.largest, findings.at_peak.free);
    EXPECT_EQ(small.used(), 0U) << "all is given back";
    EXPECT_GT(nanoseconds_per_step(small.pool, cacheable, program), 0);
    EXPECT_EQ(small.used(), 0U);
}

TEST(Checked, WhatDoesNotFitIsAFailureAndNoMore) {
    SmallPool small;
    trace::Program program;
    program.slots = 2;
    program.steps = {{Kind::alloc, 0, 5000, 0},          // fails
                     {Kind::resize, 0, 100, 0},          // begins anew
                     {Kind::resize, 0, ~0ULL, 0},        // fails, and the old block stays
                     {Kind::alloc, 1, 5000, 0},          // fails
                     {Kind::free, 1, 0, 0},              // of nothing
                     {Kind::aligned_alloc, 1, 1, 65536}, // fails
                     {Kind::free, 0, 0, 0}};
    const Findings findings = replay_checked(small.pool, cacheable, program);
    EXPECT_EQ(findings.failures, 4U);
    EXPECT_EQ(findings.broken, 0U);
    EXPECT_TRUE(findings.consistent);
    EXPECT_EQ(small.used(), 0U);
}

RC_GTEST_PROP(Checked, AnyProgramLeavesThePoolAsItWas, ()) {
    SmallPool small;
    trace::Program program;
    program.slots = 8;
    const auto count = *rc::gen::inRange<std::size_t>(0, 200);
    for (std::size_t number = 0; number < count; ++number) {
        program.steps.push_back({.kind = Kind::resize,
                                 .slot = *rc::gen::inRange(0U, program.slots),
                                 .size = *rc::gen::inRange<std::uint64_t>(0, 1500),
                                 .alignment = 0});
        if (*rc::gen::inRange(0, 3) == 0) {
            program.steps.back().kind = Kind::free;
        }
    }
    const Findings findings = replay_checked(small.pool, cacheable, program);
    RC_ASSERT(findings.broken == 0U);
    RC_ASSERT(findings.consistent);
    RC_ASSERT(small.used() == 0U);
    RC_ASSERT(small.memory.guards_intact());
}

} // namespace
} // namespace smh::tool
