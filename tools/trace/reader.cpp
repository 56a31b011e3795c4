#include "trace/reader.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <limits>

#include <zlib.h>

#include "trace/error.hpp"

namespace smh::trace {

namespace {

std::uint32_t word_at(const unsigned char* at) {
    std::uint32_t word = 0;
    for (unsigned byte = 0; byte < 4; ++byte) {
        word |= std::uint32_t{at[byte]} << 8 * byte;
    }
    return word;
}

// A word ends with a zero byte; the last may lack it.
std::vector<std::string> words_of(std::span<const unsigned char> bytes) {
    std::vector<std::string> words;
    for (auto at = bytes.begin(); at != bytes.end();) {
        const auto end = std::find(at, bytes.end(), 0);
        words.emplace_back(at, end);
        at = end == bytes.end() ? end : end + 1;
    }
    return words;
}

} // namespace

Reader::Reader(const std::string& file) : input_(file, std::ios::binary) {
    if (!input_) {
        throw Error{0, std::strerror(errno)};
    }
    read_start();
    read_header();
}

void Reader::read_start() {
    std::array<unsigned char, file_start.size()> start{};
    if (!read_bytes(start.data(), start.size())) {
        throw Error{0, "the file is too short for a trace"};
    }
    if (!std::equal(start.begin(), start.begin() + magic_size, file_start.begin())) {
        throw Error{0, "not a trace"};
    }
    const std::uint32_t found = word_at(start.data() + magic_size);
    if (found != version) {
        throw Error{magic_size, "version " + std::to_string(found) + ", and only version " +
                                    std::to_string(version) + " can be read"};
    }
    chunk_offset_ = start.size();
}

void Reader::read_header() {
    ChunkKind kind{};
    if (!read_chunk(kind)) {
        throw Error{chunk_offset_, "the file ends inside the header"};
    }
    if (kind != ChunkKind::header) {
        throw Error{file_start.size(), "the first chunk is no header"};
    }
    header_.process = cursor_.take_unsigned();
    header_.parent = cursor_.take_unsigned();
    header_.started = cursor_.take_unsigned();
    header_.inherits = (cursor_.take_unsigned() & inherits_bit) != 0;
    header_.command = words_of(cursor_.take_bytes(cursor_.take_unsigned()));
    cursor_ = {}; // what follows is for other readers
}

// False where the file ends before the chunk does; then nothing of it counts.
bool Reader::read_chunk(ChunkKind& kind) {
    std::array<unsigned char, chunk_head_size> head{};
    if (!read_bytes(head.data(), head.size())) {
        // An end counts only where nothing follows, not even a piece of a chunk.
        complete_ = complete_ && input_.gcount() == 0;
        return false;
    }
    const ChunkHead says{word_at(head.data()), word_at(head.data() + 4),
                         word_at(head.data() + chunk_checked_size)};
    if (says.length > longest_body) {
        throw Error{chunk_offset_, "a chunk is damaged: its length cannot be"};
    }
    body_.resize(says.length);
    if (!read_bytes(body_.data(), body_.size())) {
        complete_ = false;
        return false;
    }
    check(head.data(), says);
    kind = static_cast<ChunkKind>(says.kind);
    cursor_ = Cursor{body_, chunk_offset_ + head.size()};
    chunk_offset_ += head.size() + body_.size();
    return true;
}

bool Reader::read_bytes(unsigned char* to, std::size_t count) {
    input_.read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(count));
    if (input_.bad()) {
        throw Error{chunk_offset_, "it cannot be read"};
    }
    return input_.gcount() == static_cast<std::streamsize>(count);
}

void Reader::check(const unsigned char* head, const ChunkHead& says) const {
    const uLong of_head = crc32(0, head, chunk_checked_size);
    // zlib takes no data for a wish to begin anew.
    const uLong crc =
        body_.empty() ? of_head : crc32(of_head, body_.data(), static_cast<uInt>(body_.size()));
    if (crc != says.crc) {
        throw Error{chunk_offset_, "a chunk is damaged: its CRC-32 does not match"};
    }
}

bool Reader::next(Event& event) {
    while (cursor_.at_end()) {
        if (!open_next()) {
            return false;
        }
    }
    event_offset_ = cursor_.offset();
    decode(event);
    ++events_;
    return true;
}

// Opens the next chunk; an end leaves nothing to take.
bool Reader::open_next() {
    const std::uint64_t offset = chunk_offset_;
    ChunkKind kind{};
    if (!read_chunk(kind)) {
        return false;
    }
    complete_ = kind == ChunkKind::end;
    if (complete_) {
        if (cursor_.take_unsigned() != events_) {
            throw Error{offset, "events are missing, by the count at the end"};
        }
        if (!cursor_.at_end()) {
            throw Error{cursor_.offset(), "an end holds more than its count"};
        }
        return true;
    }
    if (kind != ChunkKind::events) {
        throw Error{offset, "a chunk of a kind that cannot be here"};
    }
    address_ = 0;
    thread_ = 0;
    return true;
}

void Reader::decode(Event& event) {
    const unsigned first = cursor_.take_byte();
    const unsigned operation = first & operation_bits;
    event = {.operation = static_cast<Operation>(operation), .failed = (first & failed_bit) != 0};
    const bool can_be = operation < operations && (first & ~known_bits) == 0 &&
                        !(event.failed && event.operation == Operation::free);
    if (!can_be) {
        throw Error{event_offset_, "not an event"};
    }
    if ((first & thread_bit) != 0) {
        const std::uint64_t thread = cursor_.take_unsigned();
        if (thread == 0 || thread > std::numeric_limits<std::uint32_t>::max()) {
            throw Error{event_offset_, "no thread has such a number"};
        }
        thread_ = static_cast<std::uint32_t>(thread);
    }
    event.thread = thread_;
    if (event.operation == Operation::aligned) {
        event.alignment = cursor_.take_unsigned();
    }
    if (event.operation == Operation::realloc) {
        event.old_address = take_address();
    }
    if (event.operation != Operation::free) {
        event.size = cursor_.take_unsigned();
    }
    if (!event.failed) {
        event.address = take_address();
    }
}

std::uint64_t Reader::take_address() {
    address_ += std::bit_cast<std::uint64_t>(cursor_.take_signed());
    return address_;
}

} // namespace smh::trace
