// What is written is what is read.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "trace/leb128.hpp"
#include "trace/reader.hpp"
#include "traces.hpp"

namespace smh::trace {

// For RapidCheck.
static bool operator==(const Event& a, const Event& b) {
    return a.operation == b.operation && a.failed == b.failed && a.thread == b.thread &&
           a.size == b.size && a.alignment == b.alignment && a.address == b.address &&
           a.old_address == b.old_address;
}

namespace {

// Any bits, and often numbers that are small or close to each other, as they are in life.
std::uint64_t any_number() {
    return *rc::gen::oneOf(rc::gen::arbitrary<std::uint64_t>(),
                           rc::gen::inRange<std::uint64_t>(0, 300),
                           rc::gen::inRange<std::uint64_t>(0x7f0000000000, 0x7f0000001000));
}

Event any_event() {
    Event event;
    event.operation = static_cast<Operation>(*rc::gen::inRange(0U, operations));
    const bool frees = event.operation == Operation::free;
    event.failed = !frees && *rc::gen::inRange(0, 8) == 0;
    event.thread = *rc::gen::oneOf(rc::gen::inRange(1U, 4U),
                                   rc::gen::inRange(1U, std::numeric_limits<std::uint32_t>::max()));
    event.size = frees ? 0 : any_number();
    event.alignment = event.operation == Operation::aligned ? any_number() : 0;
    event.address = event.failed ? 0 : any_number();
    event.old_address = event.operation == Operation::realloc ? any_number() : 0;
    return event;
}

RC_GTEST_PROP(RoundTrip, EventsComeBackAsTheyWere, ()) {
    const int count = *rc::gen::inRange(0, 500);
    std::vector<Event> events;
    for (int n = 0; n < count; ++n) {
        events.push_back(any_event());
    }
    const std::string bytes = test::trace_of(events);
    const test::TraceFile file{bytes};
    Reader reader{file.name()};
    Event event;
    for (const Event& expected : events) {
        RC_ASSERT(reader.next(event));
        RC_ASSERT(event == expected);
    }
    RC_ASSERT(!reader.next(event));
    RC_ASSERT(reader.complete());
    RC_ASSERT(reader.whole_bytes() == bytes.size());
    RC_ASSERT(reader.events() == events.size());
}

RC_GTEST_PROP(RoundTrip, Leb128, (std::uint64_t number)) {
    const auto read = [](const unsigned char* at, const unsigned char* end) {
        Leb128 leb;
        while (leb.more()) {
            RC_ASSERT(at != end);
            RC_ASSERT(leb.take(*at++));
        }
        RC_ASSERT(at == end);
        return leb;
    };
    const std::uint64_t shorter = number >> *rc::gen::inRange(0U, 64U);
    std::array<unsigned char, ChunkWriter::longest_number> bytes{};
    for (const std::uint64_t value : {number, shorter, ~shorter}) {
        RC_ASSERT(read(bytes.data(), put_unsigned(bytes.data(), value)).as_unsigned() == value);
        const auto difference = std::bit_cast<std::int64_t>(value);
        RC_ASSERT(read(bytes.data(), put_signed(bytes.data(), difference)).as_signed() ==
                  difference);
    }
}

TEST(RoundTrip, Header) {
    const test::TraceFile file{test::beginning(inherits_bit)};
    Reader reader{file.name()};
    EXPECT_EQ(reader.header().process, 42U);
    EXPECT_EQ(reader.header().parent, 7U);
    EXPECT_EQ(reader.header().started, 1000U);
    EXPECT_TRUE(reader.header().inherits);
    EXPECT_EQ(reader.header().command, (std::vector<std::string>{"program", "-x"}));
    Event event;
    EXPECT_FALSE(reader.next(event));
    EXPECT_FALSE(reader.complete()) << "no end was written";
}

TEST(RoundTrip, AChunkIsReadWithoutThoseBeforeIt) {
    const std::vector<Event> first(1, {.thread = 9, .size = 1, .address = 4096});
    const std::vector<Event> second(1, {.thread = 9, .size = 2, .address = 8192});
    for (const std::string& bytes :
         {test::chunks_of(first) + test::chunks_of(second), test::chunks_of(second)}) {
        const test::TraceFile file{test::beginning() + bytes};
        Reader reader{file.name()};
        Event event;
        while (reader.next(event)) {
        }
        EXPECT_EQ(event, second.front());
    }
}

// The bytes of docs/trace-format.md.
TEST(RoundTrip, TheExampleOfTheDocument) {
    const std::vector<Event> events{{.size = 100, .address = 0x1000},
                                    {.operation = Operation::free, .address = 0x1000}};
    const std::string bytes = test::chunks_of(events);
    EXPECT_EQ(bytes.substr(0, 8), std::string("\x02\0\0\0\x07\0\0\0", 8));
    EXPECT_EQ(bytes.substr(chunk_head_size), std::string("\x10\x01\x64\x80\x20\x04\0", 7));
}

} // namespace
} // namespace smh::trace
