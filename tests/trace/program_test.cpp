// From events to steps.
#include "trace/program.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "traces.hpp"

namespace smh::trace {

static bool operator==(const Step& a, const Step& b) {
    return a.kind == b.kind && a.slot == b.slot && a.size == b.size && a.alignment == b.alignment;
}

namespace {

using Kind = Step::Kind;
using Steps = std::vector<Step>;

Event alloc(std::uint64_t address, std::uint64_t size) {
    return {.size = size, .address = address};
}
Event resize(std::uint64_t from, std::uint64_t to, std::uint64_t size) {
    return {.operation = Operation::realloc, .size = size, .address = to, .old_address = from};
}
Event release(std::uint64_t address) {
    return {.operation = Operation::free, .address = address};
}

Program program_of(const std::vector<Event>& events, std::uint64_t flags = 0) {
    const test::TraceFile file{test::trace_of(events, flags)};
    return load(file.name());
}

TEST(Program, SlotsAreReused) {
    const Program program =
        program_of({alloc(16, 5), alloc(32, 6), release(16), alloc(48, 7), release(32)});
    EXPECT_EQ(program.steps, (Steps{{Kind::alloc, 0, 5, 0},
                                    {Kind::alloc, 1, 6, 0},
                                    {Kind::free, 0, 0, 0},
                                    {Kind::alloc, 0, 7, 0},
                                    {Kind::free, 1, 0, 0}}));
    EXPECT_EQ(program.slots, 2U);
    EXPECT_EQ(program.operations, 5U);
    EXPECT_EQ(program.peak, 13U);
    EXPECT_EQ(program.peak_step, 3U);
    EXPECT_FALSE(program.cut_off);
}

TEST(Program, AResizeKeepsTheSlotAndMovesTheAddress) {
    const Program program =
        program_of({alloc(16, 5), resize(16, 64, 500), alloc(16, 6), release(64)});
    EXPECT_EQ(program.steps, (Steps{{Kind::alloc, 0, 5, 0},
                                    {Kind::resize, 0, 500, 0},
                                    {Kind::alloc, 1, 6, 0},
                                    {Kind::free, 0, 0, 0}}));
    EXPECT_EQ(program.peak, 506U);
    // In place.
    EXPECT_EQ(program_of({alloc(16, 5), resize(16, 16, 50)}).steps.back(),
              (Step{Kind::resize, 0, 50, 0}));
}

TEST(Program, AFailureIsAnOperationAndNoStep) {
    const Event failed{.failed = true, .size = 1U << 30};
    const Event failed_resize{
        .operation = Operation::realloc, .failed = true, .size = 9, .old_address = 16};
    const Program program = program_of({alloc(16, 5), failed, failed_resize, release(16)});
    EXPECT_EQ(program.operations, 4U);
    EXPECT_EQ(program.steps, (Steps{{Kind::alloc, 0, 5, 0}, {Kind::free, 0, 0, 0}}));
}

TEST(Program, AlignmentsArePowersOfTwo) {
    const auto aligned_to = [](std::uint64_t alignment) {
        const Event event{
            .operation = Operation::aligned, .size = 1, .alignment = alignment, .address = 16};
        return program_of({event}).steps.front().alignment;
    };
    EXPECT_EQ(aligned_to(64), 64U);
    EXPECT_EQ(aligned_to(48), 64U);
    EXPECT_EQ(aligned_to(0), 1U);
    EXPECT_EQ(aligned_to(~std::uint64_t{0}), std::uint64_t{1} << 63);
}

TEST(Program, AForkKnowsNothingOfItsParentsBlocks) {
    const Program program =
        program_of({release(16), alloc(16, 5), resize(32, 48, 6), release(48)}, inherits_bit);
    EXPECT_EQ(program.steps,
              (Steps{{Kind::alloc, 0, 5, 0}, {Kind::alloc, 1, 6, 0}, {Kind::free, 1, 0, 0}}));
    EXPECT_EQ(program.operations, 4U);
    EXPECT_EQ(program.inherited, 2U);
}

TEST(Program, SumsStopAtTheEndOfTheNumbers) {
    constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
    const Program program = program_of({alloc(16, largest), alloc(32, largest), release(16)});
    EXPECT_EQ(program.peak, largest);
    EXPECT_EQ(program.slots, 2U);
}

TEST(Program, SummaryCountsTheSame) {
    std::string bytes = test::trace_of({alloc(16, 5), release(16)});
    const test::TraceFile file{bytes};
    EXPECT_EQ(summarise(file.name()).operations, 2U);
    EXPECT_FALSE(summarise(file.name()).cut_off);
    EXPECT_EQ(summarise(file.name()).header.process, 42U);
}

} // namespace
} // namespace smh::trace
