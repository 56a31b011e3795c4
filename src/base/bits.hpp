// Bit operations and checked arithmetic on addresses and sizes.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace smh::base {

constexpr bool is_power_of_two(std::size_t value) {
    return std::has_single_bit(value);
}

// Position of the highest set bit; the value must not be 0. Not std::countl_zero, which has to ask
// for that.
template <std::unsigned_integral T>
constexpr unsigned highest_bit(T value) {
    constexpr auto last =
        static_cast<unsigned>(std::numeric_limits<unsigned long long>::digits - 1);
    if constexpr (sizeof(T) <= sizeof(unsigned)) {
        return static_cast<unsigned>(std::numeric_limits<unsigned>::digits - 1) -
               static_cast<unsigned>(__builtin_clz(value));
    } else {
        return last - static_cast<unsigned>(__builtin_clzll(value));
    }
}

// Position of the lowest set bit; the value must not be 0.
template <std::unsigned_integral T>
constexpr unsigned lowest_bit(T value) {
    return static_cast<unsigned>(sizeof(T) <= sizeof(unsigned)
                                     ? __builtin_ctz(static_cast<unsigned>(value))
                                     : __builtin_ctzll(value));
}

// The bits above position `bit`; none where `bit` is the highest position.
constexpr std::uint32_t bits_above(unsigned bit) {
    return ~std::uint32_t{1} << bit;
}

// Alignments are powers of two. Callers make sure that rounding up cannot wrap.
constexpr std::uintptr_t round_up(std::uintptr_t value, std::uintptr_t alignment) {
    return (value + alignment - 1) & ~(alignment - 1);
}
constexpr std::uintptr_t round_down(std::uintptr_t value, std::uintptr_t alignment) {
    return value & ~(alignment - 1);
}

// A half-open range of addresses.
struct Range {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;

    constexpr std::size_t size() const { return end - begin; }
    constexpr bool contains(std::uintptr_t address) const { return address - begin < end - begin; }
    constexpr bool overlaps(Range other) const { return begin < other.end && other.begin < end; }
};

// False where the range is empty or reaches the end of the address space.
constexpr bool make_range(std::uintptr_t address, std::size_t size, Range& out) {
    const std::uintptr_t end = address + size;
    out = {address, end};
    return end > address;
}

// The part of a range that starts and ends at multiples of `alignment`; may be empty.
constexpr Range trim_inwards(Range range, std::uintptr_t alignment) {
    const std::uintptr_t to_skip = (0 - range.begin) & (alignment - 1);
    if (to_skip >= range.size()) {
        return {range.begin, range.begin};
    }
    const std::uintptr_t begin = range.begin + to_skip;
    const std::uintptr_t end = round_down(range.end, alignment);
    return end > begin ? Range{begin, end} : Range{begin, begin};
}

} // namespace smh::base
