#include "replay/pattern.hpp"

#include <algorithm>
#include <cstring>

namespace smh::tool {

namespace {

// Eight bytes of the pattern. Factors that are odd, so that no two seeds and no two offsets give
// the same word, and large, so that all eight bytes change.
std::uint64_t word_of(std::uint64_t seed, std::size_t offset) {
    constexpr std::uint64_t factor = 0x9e37'79b9'7f4a'7c15;
    constexpr std::uint64_t other_factor = 0xd1b5'4a32'd192'ed03;
    return (seed + 1) * factor + offset * other_factor;
}

// Calls `see(offset, word, bytes)` for each word, the last of which may be in part.
template <typename See>
bool all_words(std::size_t size, std::uint64_t seed, See see) {
    for (std::size_t offset = 0; offset < size; offset += sizeof(std::uint64_t)) {
        const std::size_t bytes = std::min(size - offset, sizeof(std::uint64_t));
        if (!see(offset, word_of(seed, offset), bytes)) {
            return false;
        }
    }
    return true;
}

} // namespace

void write_pattern(void* block, std::size_t size, std::uint64_t seed) {
    auto* const to = static_cast<unsigned char*>(block);
    all_words(size, seed, [to](std::size_t offset, std::uint64_t word, std::size_t bytes) {
        std::memcpy(to + offset, &word, bytes);
        return true;
    });
}

bool holds_pattern(const void* block, std::size_t size, std::uint64_t seed) {
    const auto* const from = static_cast<const unsigned char*>(block);
    return all_words(size, seed, [from](std::size_t offset, std::uint64_t word, std::size_t bytes) {
        return std::memcmp(from + offset, &word, bytes) == 0;
    });
}

} // namespace smh::tool
