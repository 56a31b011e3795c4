// From a length to the bin of the free blocks that are so long.
//
// In two steps: a key, which is the same in all heaps, so a request computes it once; and a heap's
// scale, which makes a bin of it, and is finer the larger the heap's region.
//
// On 64-bit machines the key is the length, and bins are numbered as bins.hpp does it: without
// gaps, as recent blocks need it. Small machines have no recent blocks; there the key is the length
// as a floating-point number, its exponent and the three bits behind the leading one, and a coarser
// scale drops the last bits of it. That leaves some numbers without a size, and takes five
// instructions and two on a core that counts leading zeros.
#pragma once

#include "heap/bins.hpp"

namespace smh::heap {

using Key = std::uint32_t;

inline constexpr bool keys_are_lengths = !small_machine;

// Bits of a key behind the exponent.
inline constexpr unsigned key_bits = 3;

// Grows with the units, which are not 0. The leading one is left in the mantissa, so it counts for
// one in the exponent.
constexpr Key floating_key(Units units) {
    const unsigned zeros = 31 - base::highest_bit(units);
    const Key mantissa = units << zeros >> (31 - key_bits);
    return ((30 - zeros) << key_bits) + mantissa;
}

constexpr Key key_of(Units units) {
    return keys_are_lengths ? units : floating_key(units);
}

class Scale {
public:
    static constexpr unsigned finest = keys_are_lengths ? max_precision : key_bits;

    // Every doubling is cut into 2^precision bins.
    constexpr explicit Scale(unsigned precision)
        : scale_(static_cast<std::uint8_t>(keys_are_lengths ? precision : finest - precision)) {}

    [[gnu::always_inline]] constexpr Bin bin(Key key) const {
        if constexpr (keys_are_lengths) {
            return bin_of(key, scale_);
        } else {
            return key >> scale_;
        }
    }

    // No block is smaller than min_block_units.
    constexpr Bin first_bin() const { return bin(key_of(min_block_units)); }

    constexpr unsigned precision() const { return keys_are_lengths ? scale_ : finest - scale_; }
    constexpr bool valid() const { return scale_ <= finest; }

private:
    std::uint8_t scale_;
};

static_assert(Scale(0).first_bin() > 0, "bin 0 means none");

} // namespace smh::heap
