// Traces from somebody who wants the reader to hang or to take all memory.
#include <gtest/gtest.h>

#include <chrono>
#include <unordered_map>

#include "trace/program.hpp"
#include "trace/traces.hpp"

namespace smh::trace {
namespace {

// Reads within a time that is generous for a slow machine under a sanitizer.
Program load_soon(const std::string& bytes) {
    using Clock = std::chrono::steady_clock;
    const test::TraceFile file{bytes};
    const auto begin = Clock::now();
    Program program = load(file.name());
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds{60});
    return program;
}

// The standard library's table takes an address modulo its own length: these all come to the same
// place of it, where one is looked for among all others. That takes many minutes.
TEST(Hostile, AddressesThatMeetInATable) {
    constexpr std::size_t count = 700000;
    std::unordered_map<std::uint64_t, int> table;
    for (std::uint64_t number = 0; number < count; ++number) {
        table.emplace(number, 0);
    }
    const std::uint64_t distance = table.bucket_count();
    std::vector<Event> events(count);
    for (std::uint64_t number = 0; number < count; ++number) {
        events[number] = {.size = 1, .address = (number + 1) * distance};
    }
    const Program program = load_soon(test::trace_of(events));
    EXPECT_EQ(program.slots, count);
    EXPECT_EQ(program.peak, count);
}

TEST(Hostile, SizesThatAddUpToMoreThanThereIs) {
    constexpr std::uint64_t most = ~std::uint64_t{0};
    const Program program = load_soon(test::trace_of({{.size = most, .address = 0x10},
                                                      {.size = most, .address = 0x20},
                                                      {.size = 1, .address = 0x30}}));
    EXPECT_EQ(program.peak, most);
    EXPECT_EQ(program.peak_step, 0U);
}

TEST(Hostile, AddressesThatGoRoundTheEnd) {
    const Program program =
        load_soon(test::trace_of({{.size = 1, .address = ~std::uint64_t{0}},
                                  {.size = 1, .address = 1},
                                  {.size = 1, .address = std::uint64_t{1} << 63},
                                  {.operation = Operation::free, .address = ~std::uint64_t{0}}}));
    EXPECT_EQ(program.slots, 3U);
}

// A chunk that says it is long, in a file that is short: nothing is taken for it beforehand.
TEST(Hostile, LengthsOfChunks) {
    for (const unsigned top : {0x00U, 0x01U, 0x7fU, 0x80U, 0xffU}) {
        std::string head{"\x02\0\0\0\xff\xff", 6};
        head += std::string{{0, static_cast<char>(top)}} + std::string(4, '\0');
        const test::TraceFile file{test::beginning() + head};
        if (top == 0) {
            EXPECT_TRUE(load(file.name()).cut_off);
        } else {
            EXPECT_THROW(load(file.name()), Error);
        }
    }
}

TEST(Hostile, CountsOfEvents) {
    for (const std::uint64_t count :
         {std::uint64_t{1}, std::uint64_t{1} << 32, ~std::uint64_t{0}}) {
        const test::TraceFile file{test::beginning() + test::end_of(count)};
        EXPECT_THROW(load(file.name()), Error) << count;
    }
}

// An empty chunk costs its reader as much as its writer, and no depth of calls.
TEST(Hostile, ManyEmptyChunks) {
    std::string bytes = test::beginning();
    const std::string empty = test::chunks_of({});
    for (int chunk = 0; chunk < 200000; ++chunk) {
        bytes += empty;
    }
    EXPECT_EQ(load_soon(bytes + test::end_of(0)).operations, 0U);
}

} // namespace
} // namespace smh::trace
