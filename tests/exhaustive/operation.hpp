// What can be done with a heap, out of a few sizes and alignments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "heap/heap.hpp"

namespace smh::exhaustive {

// One of the shortest blocks there are, the next longer one, and two that differ a lot.
inline constexpr std::size_t sizes[] = {1, 5 * heap::word_size, 12 * heap::word_size,
                                        30 * heap::word_size};
inline constexpr std::size_t alignments[] = {4 * heap::granule, 16 * heap::granule};

struct Operation {
    enum class Kind : std::uint8_t { alloc, aligned_alloc, free, resize };

    Kind kind;
    std::uint8_t block;     // which one, in the order of addresses
    std::uint8_t size;      // which of the sizes
    std::uint8_t alignment; // which of the alignments

    std::size_t bytes() const { return sizes[size]; }
    std::string text() const;
};

} // namespace smh::exhaustive
