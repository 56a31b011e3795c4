// The trace format's numbers and its event. docs/trace-format.md describes the bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace smh::trace {

inline constexpr std::uint32_t version = 1;

// What a file begins with: eight letters, and the version in four bytes.
inline constexpr std::array<unsigned char, 12> file_start{'S', 'M', 'H',     'T', 'R', 'A',
                                                          'C', 'E', version, 0,   0,   0};
inline constexpr std::size_t magic_size = 8;

enum class ChunkKind : std::uint32_t { header = 1, events = 2, end = 3 };

// In front of a chunk's body: kind, the body's length, and CRC-32, four bytes each.
inline constexpr std::size_t chunk_head_size = 12;
inline constexpr std::size_t chunk_checked_size = 8; // of the head, what the CRC covers
inline constexpr std::uint32_t longest_body = 65536;

enum class Operation : std::uint8_t { malloc, calloc, aligned, realloc, free };
inline constexpr unsigned operations = 5;

// The first byte of an event: the operation in the low bits, and these.
inline constexpr unsigned operation_bits = 0x07;
inline constexpr unsigned failed_bit = 0x08;
inline constexpr unsigned thread_bit = 0x10;
inline constexpr unsigned known_bits = operation_bits | failed_bit | thread_bit;

// The header's flags.
inline constexpr std::uint64_t inherits_bit = 1;

// One call. Sizes and alignments in bytes, as the program asked for them.
struct Event {
    Operation operation = Operation::malloc;
    bool failed = false;           // no block came back; never a free
    std::uint32_t thread = 1;      // counted from 1 in the order of the threads' first events
    std::uint64_t size = 0;        // count * size for calloc; unused for free
    std::uint64_t alignment = 0;   // for aligned
    std::uint64_t address = 0;     // the block that came back, or is freed; unused where it failed
    std::uint64_t old_address = 0; // for realloc: the block before
};

} // namespace smh::trace
