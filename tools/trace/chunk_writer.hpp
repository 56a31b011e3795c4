// Writes one chunk. Fixed memory, no allocation, no exceptions: the recorder uses it inside malloc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "trace/format.hpp"

namespace smh::trace {

// A chunk in the making. All bytes zero is an empty one, which the recorder relies on.
class ChunkWriter {
public:
    // Small, because a program that is killed loses the chunk that is not full yet.
    static constexpr std::size_t capacity = 4096;

    bool empty() const { return length_ == 0; }

    // Is there room for any event?
    bool has_room() const { return free_bytes() >= longest_event; }

    // Needs has_room().
    void add(const Event& event);

    // For headers and ends. The caller sees to it that there is room: a number takes at most
    // longest_number bytes.
    void add_number(std::uint64_t number);
    void add_bytes(std::span<const unsigned char> bytes);
    std::size_t free_bytes() const { return capacity - chunk_head_size - length_; }

    // The finished chunk; valid until the next call.
    std::span<const unsigned char> finish(ChunkKind kind);

    // Begins the next one.
    void clear();

    static constexpr std::size_t longest_number = 10;

private:
    // The first byte, and thread, size or alignment, and two addresses.
    static constexpr std::size_t longest_event = 1 + 4 * longest_number;

    void add_address(std::uint64_t address);
    unsigned char* end() { return bytes_.data() + chunk_head_size + length_; }

    std::array<unsigned char, capacity> bytes_;
    std::size_t length_ = 0;    // of the body
    std::uint64_t address_ = 0; // of the address before, in this chunk
    std::uint32_t thread_ = 0;  // of the event before, in this chunk
};

} // namespace smh::trace
