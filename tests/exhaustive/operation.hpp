// What can be done with a heap.
#pragma once

#include <cstdint>
#include <string>

namespace smh::exhaustive {

struct Operation {
    enum class Kind : std::uint8_t { alloc, aligned_alloc, free, resize };

    Kind kind;
    std::uint8_t block; // which one, in the order of addresses
    std::uint16_t bytes;
    std::uint16_t alignment;

    std::string text() const;
};

} // namespace smh::exhaustive
