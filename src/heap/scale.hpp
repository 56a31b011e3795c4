// From a length to the bin of the free blocks that are so long.
//
// In two steps: a key, which is the same in all heaps, so a request computes it once; and a heap's
// scale, which makes a bin of it, and is finer the larger the heap's region.
//
// On 64-bit machines the key is the length, and bins are numbered as bins.hpp does it: without
// gaps, as recent blocks need it. On small machines there is one bin for each power of two in all
// heaps: the key is the bin, and takes two instructions on a core that counts leading zeros.
#pragma once

#include <type_traits>

#include "heap/bins.hpp"

namespace smh::heap {

using Key = std::uint32_t;

// One bin for each power of two.
class PowersOfTwo {
public:
    static constexpr unsigned finest = 0;

    constexpr explicit PowersOfTwo(unsigned /*precision*/) {}

    [[gnu::always_inline]] static constexpr Key key(Units units) {
        return base::highest_bit(units);
    }
    static constexpr Bin bin(Key key) { return key; }
    static constexpr unsigned precision() { return 0; }
    static constexpr bool valid() { return true; }
};

// 2^precision bins for each power of two.
class Fractions {
public:
    static constexpr unsigned finest = max_precision;

    constexpr explicit Fractions(unsigned precision)
        : precision_(static_cast<std::uint8_t>(precision)) {}

    static constexpr Key key(Units units) { return units; }
    [[gnu::always_inline]] constexpr Bin bin(Key key) const { return bin_of(key, precision_); }
    constexpr unsigned precision() const { return precision_; }
    constexpr bool valid() const { return precision_ <= finest; }

private:
    std::uint8_t precision_;
};

using Scale = std::conditional_t<small_machine, PowersOfTwo, Fractions>;

// The units are not 0.
[[gnu::always_inline]] constexpr Key key_of(Units units) {
    return Scale::key(units);
}

} // namespace smh::heap
