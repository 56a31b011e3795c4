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
inline constexpr unsigned max_precision = 4;

// `precision` is k above; `units` must not be 0. Grows with `units`, without gaps.
constexpr Bin bin_of(Units units, unsigned precision) {
    const unsigned highest = base::highest_bit(units);
    const unsigned shift = highest > precision ? highest - precision : 0;
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

static_assert(bin_of(31, 4) == 31 && bin_of(32, 4) == 32 && bin_of(33, 4) == 32);
static_assert(smallest_of(32, 4) == 32 && smallest_of(33, 4) == 34);
static_assert(bin_of(min_block_units, 0) == min_block_units);
static_assert(bin_of(0xFFFFFFFFU, max_precision) < 32 * 32 - 1, "two levels of 32 bits suffice");

} // namespace smh::heap
