// Which bin a free block of so many units belongs to.
//
// Sizes below 2^k have a bin each; above, every doubling is cut into 2^k bins of equal width, so
// a bin spans at most 1/2^k of its size. That is the two-level scheme of TLSF (Masmano, Ripoll,
// Crespo, Real: "TLSF: a new dynamic memory allocator for real-time systems", ECRTS 2004) with
// the two levels numbered in one sequence.
#pragma once

#include "base/bits.hpp"
#include "heap/tag.hpp"

namespace smh::heap {

using Bin = std::uint32_t;

// More bins per doubling pack better and cost four bytes each in the control block.
inline constexpr unsigned max_precision = 5;

// `precision` is k above; `units` must not be 0. Grows with `units`, without gaps. No branch: sizes
// are what a processor guesses worst.
constexpr unsigned bin_shift(Units units, unsigned precision) {
    return base::highest_bit(units | Units{1} << precision) - precision;
}
constexpr Bin bin_of(Units units, unsigned precision) {
    const unsigned shift = bin_shift(units, precision);
    return (shift << precision) + (units >> shift);
}

// Smallest size that belongs into a bin.
constexpr Units smallest_of(Bin bin, unsigned precision) {
    const Bin per_doubling = Bin{1} << precision;
    if (bin < 2 * per_doubling) {
        return bin;
    }
    const unsigned shift = (bin >> precision) - 1;
    return (per_doubling + (bin & (per_doubling - 1))) << shift;
}

// The first bin of which every block holds `units`, which are at least 2: the one behind that of
// a unit less.
constexpr Bin bin_above(Units units, unsigned precision) {
    return bin_of(units - 1, precision) + 1;
}

static_assert(bin_of(31, 4) == 31 && bin_of(32, 4) == 32 && bin_of(33, 4) == 32);
static_assert(smallest_of(32, 4) == 32 && smallest_of(33, 4) == 34);
static_assert(bin_above(31, 4) == 31 && bin_above(33, 4) == 33 && bin_above(63, 4) == 48);
static_assert(bin_of(0xFFFFFFFFU, max_precision) < 32 * 32 - 1, "two levels of 32 bits suffice");

} // namespace smh::heap
