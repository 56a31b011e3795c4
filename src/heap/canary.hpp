// The canary: the last word (four bytes) of an exact block, in front of the next tag.
//
//   +---+--------------------------------+-----------------+--------+---+
//   | T | what was asked for             | slack           | canary | T |
//   +---+--------------------------------+-----------------+--------+---+
//                                          its first bytes   slack, alignment, and ten bits that
//                                          are filled        check both, all of it masked
//
// It says how long the slack is, so the block knows how many bytes were asked for. The mask hangs
// on the place, on the block's tag and on a secret: so an overrun destroys the canary, and one
// that was read elsewhere does not do.
//
// Canaries are older than this heap: Cowan et al., "StackGuard", 7th USENIX Security Symposium,
// 1998; of heaps, Robertson et al., "Run-time Detection of Heap-based Overflows", LISA 2003.
#pragma once

#include "heap/hardening.hpp"

namespace smh::heap {

inline constexpr std::size_t canary_size = sizeof(HalfWord);

// So much of the slack is filled and looked at: time is to be bounded.
inline constexpr std::size_t looked_at_slack = 16;

// Bytes between tag and canary.
template <class AnyTag>
constexpr std::size_t space_of(AnyTag own) {
    return own.units() * bytes_per_unit - word_size - canary_size;
}

class Canary {
public:
    // Of a block that has so many bytes before its canary. `power`: see alignment().
    static Canary of(std::size_t space, std::size_t bytes, unsigned power) {
        const std::size_t slack = space - bytes < max_slack ? space - bytes : max_slack;
        const auto said = static_cast<HalfWord>(slack | power << power_shift);
        return Canary(said | check(said) << check_shift);
    }
    constexpr explicit Canary(HalfWord word) : word_(word) {}

    constexpr HalfWord word() const { return word_; }
    constexpr std::size_t slack() const { return word_ & max_slack; }
    // Which power of two the block was asked for at; 0: at none in particular.
    constexpr unsigned power() const { return word_ >> power_shift & 63U; }
    constexpr bool plausible(std::size_t space) const {
        return word_ >> check_shift == check(word_ & said_mask) && slack() <= space;
    }

    // Any bit of these changes about half of the mask's: the constants are those of the finaliser
    // of MurmurHash3 (Appleby, 2011).
    static constexpr HalfWord mask(HalfWord secret, Index place, Units units, unsigned client) {
        HalfWord hash = (secret ^ place) * 0x85EBCA6BU;
        hash = (hash ^ hash >> 13 ^ units) * 0xC2B2AE35U;
        hash = (hash ^ hash >> 16 ^ client) * 0x85EBCA6BU;
        return hash ^ hash >> 13;
    }

private:
    static constexpr std::size_t max_slack = 0xFFFF;
    static constexpr unsigned power_shift = 16;
    static constexpr unsigned check_shift = 22;
    static constexpr HalfWord said_mask = (1U << check_shift) - 1;

    // A bit more or less in what is said is one in this.
    static constexpr HalfWord check(HalfWord said) {
        return (said ^ said >> 10 ^ said >> 20) & ((1U << (32 - check_shift)) - 1);
    }

    HalfWord word_;
};

} // namespace smh::heap
