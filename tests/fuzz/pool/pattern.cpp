#include "pattern.hpp"

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

// Calls `see(offset, word)` for the whole words, as long as it returns true, and then
// `see_rest(offset, word, bytes)` for what is left. Calls of known length are no calls, and engines
// do not look into them.
template <class See, class SeeRest>
bool all_words(std::size_t bytes, std::uint64_t seed, See see, SeeRest see_rest) {
    std::size_t offset = 0;
    for (; bytes - offset >= sizeof(std::uint64_t); offset += sizeof(std::uint64_t)) {
        if (!see(offset, word_of(seed, offset))) {
            return false;
        }
    }
    return offset == bytes || see_rest(offset, word_of(seed, offset), bytes - offset);
}

} // namespace

void write_pattern(void* block, std::size_t bytes, std::uint64_t seed) {
    auto* const to = static_cast<unsigned char*>(block);
    all_words(
        bytes, seed,
        [to](std::size_t offset, std::uint64_t word) {
            std::memcpy(to + offset, &word, sizeof word);
            return true;
        },
        [to](std::size_t offset, std::uint64_t word, std::size_t rest) {
            std::memcpy(to + offset, &word, rest);
            return true;
        });
}

bool holds_pattern(const void* block, std::size_t bytes, std::uint64_t seed) {
    const auto* const from = static_cast<const unsigned char*>(block);
    return all_words(
        bytes, seed,
        [from](std::size_t offset, std::uint64_t word) {
            std::uint64_t found = 0;
            std::memcpy(&found, from + offset, sizeof found);
            return found == word;
        },
        [from](std::size_t offset, std::uint64_t word, std::size_t rest) {
            return std::memcmp(from + offset, &word, rest) == 0;
        });
}

} // namespace smh::fuzz
