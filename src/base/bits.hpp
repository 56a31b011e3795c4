// Bit operations and checked arithmetic on addresses and sizes.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace smh::base {

// Position of the highest set bit. The value must not be 0, for which std::countl_zero would ask.
template <std::unsigned_integral T>
constexpr unsigned highest_bit(T value) {
    if constexpr (sizeof(T) <= sizeof(unsigned)) {
        return std::numeric_limits<unsigned>::digits - 1U - unsigned(__builtin_clz(value));
    } else {
        return std::numeric_limits<unsigned long long>::digits - 1U -
               unsigned(__builtin_clzll(value));
    }
}

// Position of the lowest set bit; the value must not be 0.
template <std::unsigned_integral T>
constexpr unsigned lowest_bit(T value) {
    if constexpr (sizeof(T) <= sizeof(unsigned)) {
        return unsigned(__builtin_ctz(value));
    } else {
        return unsigned(__builtin_ctzll(value));
    }
}

// As a size; what is more than any is the largest.
template <std::unsigned_integral T>
constexpr std::size_t saturated(T value) {
    constexpr std::size_t largest = ~std::size_t{0};
    return sizeof(T) > sizeof largest && value > largest ? largest
                                                         : static_cast<std::size_t>(value);
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
