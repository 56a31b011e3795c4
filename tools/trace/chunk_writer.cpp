#include "trace/chunk_writer.hpp"

#include <algorithm>
#include <bit>

#include <zlib.h>

#include "trace/leb128.hpp"

namespace smh::trace {

namespace {

void put_word(unsigned char* at, std::uint32_t word) {
    for (unsigned byte = 0; byte < 4; ++byte) {
        at[byte] = static_cast<unsigned char>(word >> 8 * byte);
    }
}

} // namespace

void ChunkWriter::add(const Event& event) {
    const bool other_thread = event.thread != thread_;
    unsigned char* const first = end();
    *first = static_cast<unsigned char>(static_cast<unsigned>(event.operation) |
                                        (event.failed ? failed_bit : 0) |
                                        (other_thread ? thread_bit : 0));
    ++length_;
    if (other_thread) {
        add_number(event.thread);
        thread_ = event.thread;
    }
    if (event.operation == Operation::aligned) {
        add_number(event.alignment);
    }
    if (event.operation == Operation::realloc) {
        add_address(event.old_address);
    }
    if (event.operation != Operation::free) {
        add_number(event.size);
    }
    if (!event.failed) {
        add_address(event.address);
    }
}

void ChunkWriter::add_number(std::uint64_t number) {
    length_ += static_cast<std::size_t>(put_unsigned(end(), number) - end());
}

void ChunkWriter::add_bytes(std::span<const unsigned char> bytes) {
    std::copy(bytes.begin(), bytes.end(), end());
    length_ += bytes.size();
}

void ChunkWriter::add_address(std::uint64_t address) {
    const auto step = std::bit_cast<std::int64_t>(address - address_);
    length_ += static_cast<std::size_t>(put_signed(end(), step) - end());
    address_ = address;
}

std::span<const unsigned char> ChunkWriter::finish(ChunkKind kind) {
    unsigned char* const head = bytes_.data();
    put_word(head, static_cast<std::uint32_t>(kind));
    put_word(head + 4, static_cast<std::uint32_t>(length_));
    const uLong of_head = crc32(0, head, chunk_checked_size);
    const uLong crc = crc32(of_head, head + chunk_head_size, static_cast<uInt>(length_));
    put_word(head + chunk_checked_size, static_cast<std::uint32_t>(crc));
    return {head, chunk_head_size + length_};
}

void ChunkWriter::clear() {
    length_ = 0;
    address_ = 0;
    thread_ = 0;
}

} // namespace smh::trace
