#include "pattern.hpp"

#include <algorithm>
#include <cstring>

#include "arena.hpp"
#include "heap/tag.hpp"

namespace smh::fuzz {

namespace {

constexpr unsigned check_bits = 20;
constexpr std::uint64_t no_check = std::uint64_t{0x5A5A5} << (64 - check_bits);

constexpr bool passes_for_a_tag(std::uint64_t word) {
    for (heap::Index index = 0; index <= Arena::place_size / heap::granule; ++index) {
        if (heap::Tag{word}.plausible(index)) {
            return true;
        }
    }
    return false;
}
static_assert(!passes_for_a_tag(no_check) && !passes_for_a_tag(no_check | ~0ULL >> check_bits));

std::uint64_t word_of(std::uint64_t seed, std::size_t offset) {
    constexpr std::uint64_t factor = 0x9e37'79b9'7f4a'7c15;
    constexpr std::uint64_t other_factor = 0xd1b5'4a32'd192'ed03;
    return no_check | ((seed + 1) * factor + offset * other_factor) >> check_bits;
}

} // namespace

void write_pattern(void* block, std::size_t bytes, std::uint64_t seed) {
    auto* const to = static_cast<unsigned char*>(block);
    for (std::size_t offset = 0; offset < bytes; offset += sizeof(std::uint64_t)) {
        const std::uint64_t word = word_of(seed, offset);
        std::memcpy(to + offset, &word, std::min(bytes - offset, sizeof word));
    }
}

bool holds_pattern(const void* block, std::size_t bytes, std::uint64_t seed) {
    const auto* const from = static_cast<const unsigned char*>(block);
    for (std::size_t offset = 0; offset < bytes; offset += sizeof(std::uint64_t)) {
        const std::uint64_t word = word_of(seed, offset);
        if (std::memcmp(from + offset, &word, std::min(bytes - offset, sizeof word)) != 0) {
            return false;
        }
    }
    return true;
}

} // namespace smh::fuzz
