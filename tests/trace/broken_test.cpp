// Traces that are cut, damaged or nonsense: an error that says where, or less of the trace.
#include <gtest/gtest.h>

#include "trace/program.hpp"
#include "traces.hpp"

namespace smh::trace {
namespace {

using test::trace_of;

// A small trace of two chunks.
std::string small_trace() {
    const Event alloc{.size = 100, .address = 0x1000};
    const Event aligned{
        .operation = Operation::aligned, .thread = 2, .size = 50, .alignment = 64, .address = 0x40};
    const Event resize{
        .operation = Operation::realloc, .size = 300, .address = 0x2000, .old_address = 0x1000};
    const Event free{.operation = Operation::free, .address = 0x2000};
    return test::beginning() + test::chunks_of({alloc, aligned}) + test::chunks_of({resize, free}) +
           test::end_of(4);
}

void expect_error(const std::string& bytes, const std::string& words, std::uint64_t offset) {
    const test::TraceFile file{bytes};
    try {
        load(file.name());
        FAIL() << "no error: " << words;
    } catch (const Error& error) {
        EXPECT_NE(std::string{error.what()}.find(words), std::string::npos) << error.what();
        EXPECT_EQ(error.offset(), offset) << error.what();
    }
}

TEST(Broken, EveryTruncationIsAnErrorOrACut) {
    const std::string whole = small_trace();
    const std::size_t header_end = test::beginning().size();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const test::TraceFile file{whole.substr(0, size)};
        if (size < header_end) {
            EXPECT_THROW(load(file.name()), Error) << size;
            continue;
        }
        const Program program = load(file.name());
        EXPECT_TRUE(program.cut_off) << size;
        EXPECT_LE(program.whole_bytes, size);
        EXPECT_EQ(program.operations % 2, 0U) << "chunks come whole";
    }
    const test::TraceFile file{whole};
    EXPECT_FALSE(load(file.name()).cut_off);
}

TEST(Broken, EveryFlippedBitIsAnErrorOrACut) {
    const std::string whole = small_trace();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string bytes = whole;
            bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ 1U << bit);
            const test::TraceFile file{bytes};
            try {
                // A length that passes the end of the file looks like a cut.
                EXPECT_TRUE(load(file.name()).cut_off) << at << " bit " << bit;
            } catch (const Error& error) {
                EXPECT_LE(error.offset(), at);
            }
        }
    }
}

TEST(Broken, WhatComesAfterAnEndUndoesIt) {
    const test::TraceFile goes_on{small_trace() +
                                  test::chunks_of({{.size = 1, .address = 0x5000}})};
    EXPECT_TRUE(load(goes_on.name()).cut_off);
    EXPECT_EQ(load(goes_on.name()).operations, 5U);
    // A head of a chunk, and not a byte of its body.
    const test::TraceFile torn{small_trace() + test::end_of(4).substr(0, chunk_head_size)};
    EXPECT_TRUE(load(torn.name()).cut_off);
}

TEST(Broken, Start) {
    expect_error("", "too short", 0);
    expect_error("hello, world", "not a trace", 0);
    std::string other = small_trace();
    other[magic_size] = 2;
    expect_error(other, "version 2, and only version 1", magic_size);
    EXPECT_THROW(load("/nowhere/at/all"), Error);
    EXPECT_THROW(load("/"), Error);
}

TEST(Broken, Chunks) {
    const std::string start = test::beginning();
    const std::size_t end = start.size();
    expect_error(start.substr(0, 12) + test::end_of(0), "no header", 12);
    expect_error(start + start.substr(12), "a kind that cannot be here", end);
    expect_error(start + test::end_of(1), "events are missing", end);
    expect_error(start + test::chunk_of(ChunkKind::end, {0, 0}), "more than its count",
                 end + chunk_head_size + 1);
    expect_error(start + std::string(12, '\xff'), "its length cannot be", end);
    std::string damaged = small_trace();
    damaged[end + chunk_head_size] ^= 1;
    expect_error(damaged, "CRC-32", end);
}

TEST(Broken, WhatFollowsInAHeaderIsSkipped) {
    std::string bytes;
    test::append(bytes, file_start);
    bytes += test::chunk_of(ChunkKind::header, {42, 7, 1000, 0, 0, 0x10, 1, 100, 0x20});
    const test::TraceFile file{bytes + test::end_of(0)};
    EXPECT_EQ(load(file.name()).operations, 0U);
}

TEST(Broken, Events) {
    const std::string start = test::beginning();
    const std::size_t first = start.size() + chunk_head_size;
    const auto events = [&](std::string_view body) {
        return start + test::chunk_of(ChunkKind::events, {}, body);
    };
    expect_error(events("\x05"), "not an event", first);
    expect_error(events("\x20"), "not an event", first);
    expect_error(events("\x0c"), "not an event", first); // a free that failed
    expect_error(events("\x10"), "ends inside an item", first + 1);
    expect_error(events(std::string_view{"\x10\0", 2}), "no thread", first);
    expect_error(events("\x10\x01" + std::string(11, '\xff')), "more than 64 bits", first + 2);
}

TEST(Broken, BlocksThatDoNotFit) {
    const std::size_t first = test::beginning().size() + chunk_head_size;
    const Event alloc{.size = 1, .address = 0x10};
    const Event free{.operation = Operation::free, .address = 0x10};
    const Event resize{.operation = Operation::realloc, .address = 0x20, .old_address = 0x30};
    expect_error(trace_of({free}), "not allocated", first);
    expect_error(trace_of({resize}), "not allocated", first);
    expect_error(trace_of({alloc, alloc}), "lives already", first + 4);
    expect_error(trace_of({alloc, free, free}), "not allocated", first + 6);
}

} // namespace
} // namespace smh::trace
