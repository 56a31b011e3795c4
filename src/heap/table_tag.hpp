// An entry of a table of tags: 64 bits for each granule of a region that does not hold its own.
//
//           63 | 62 ............ 49 | 48 .. 43 | 42 .. 35 | 34     | 33   | 32        | 31 | 30 ..
//           0
//   tag     0  | check of the index | power    | client   | recent | free | left free | 0  | units
//   footer  0  | 0                                                                    | 1  | units
//   single  1  | previous                                                             | 0  | next
//   links   1  | previous                                                             | 1  | next
//
// The entry of a block's first granule is its tag, or, of a free block of one granule, a `single`,
// which holds the links as well. A longer free block has its links in its second entry, and one of
// three or more the footer in its last: its length, so that it is found from its right. All other
// entries mean nothing, and no two kinds can be taken for each other.
//
// The power is that of the alignment that an allocated block was asked for at, or 0. What the check
// is for, and what it covers: tag.hpp.
#pragma once

#include "heap/hardening.hpp"
#include "heap/tag.hpp"

namespace smh::heap {

using Entry = std::uint64_t;

class TableTag {
public:
    constexpr TableTag() = default;
    constexpr explicit TableTag(Entry word) : word_(word) {}
    constexpr TableTag(Index index, Units units, bool free, bool left_free)
        : TableTag(
              TableTag(check(index))
                  .with_changed(units | (left_free ? left_free_bit : 0) | (free ? free_bit : 0))) {}

    static constexpr Entry footer(Units units) { return low_bit | units; }

    // How long the free block is of which this is the last entry: a single, links, or a footer.
    // Else more than any length, or 0.
    constexpr Entry length_to_left() const {
        return (word_ & high_bit) != 0 ? 1 + (word_ >> 31 & 1U) : word_ ^ low_bit;
    }
    constexpr bool is_tag() const { return (word_ & kind) == 0; }

    // As of Tag, see there.
    constexpr Entry word() const { return word_; }
    constexpr Units units() const { return single() ? 1 : static_cast<Units>(word_ & units_mask); }
    // The same of a block that is not free.
    constexpr Units taken_units() const { return static_cast<Units>(word_ & units_mask); }
    constexpr bool holds(Units units) const { return this->units() >= units; }
    constexpr bool free() const { return (word_ & (high_bit | free_bit)) != 0; }
    constexpr bool left_free() const { return is(left_free_bit); }
    constexpr bool recent() const { return is(recent_bit); }
    constexpr bool aligned() const { return power() != 0; }
    constexpr bool allocated() const { return (word_ & (kind | free_bit | recent_bit)) == 0; }
    constexpr unsigned client() const {
        return !is_tag() ? 0U : static_cast<unsigned>(word_ >> client_shift & 0xFFU);
    }
    constexpr bool plain() const {
        return (word_ & (kind | free_bit | recent_bit | client_mask)) == 0;
    }
    constexpr unsigned power() const {
        return !is_tag() ? 0U : static_cast<unsigned>(word_ >> power_shift & 63U);
    }

    constexpr bool plausible(Index index) const {
        return single() || (is_tag() && (word_ ^ check(index) ^ folded(word_)) >> check_shift == 0);
    }
    constexpr Entry allocated_units(Index index) const {
        return (word_ ^ check(index) ^ (covers_all ? folded(word_) : 0)) & ~left_free_bit;
    }
    // A free block of one granule has another kind of entry; what is marked as one is none any
    // more.
    constexpr bool sound(Index index) const {
        return single() ||
               (plausible(index) && client() <= config::max_clients &&
                (allocated() || (!aligned() && client() == 0)) && (!free() || units() != 1));
    }
    constexpr bool is_free(Index index, Units units) const {
        return units == 1 ? single() : word_ == TableTag(index, units, true, false).word_;
    }

    constexpr TableTag with_units(Units units) const { return with_changed(units ^ this->units()); }
    constexpr TableTag with_free() const { return with(free_bit); }
    constexpr TableTag with_recent() const { return with(recent_bit); }
    constexpr TableTag without_recent() const { return without(recent_bit); }
    constexpr TableTag with_power(unsigned power) const {
        return with_changed(static_cast<Entry>(power ^ this->power()) << power_shift);
    }
    constexpr TableTag with_client(unsigned client) const {
        return with_changed(static_cast<Entry>(client ^ this->client()) << client_shift);
    }
    constexpr TableTag with_left_free() const { return with(left_free_bit); }
    constexpr TableTag without_left_free() const { return without(left_free_bit); }

private:
    static constexpr Entry low_bit = Entry{1} << 31;
    static constexpr Entry high_bit = Entry{1} << 63;
    static constexpr Entry kind = high_bit | low_bit; // of a tag it is 0
    static constexpr Entry units_mask = low_bit - 1;
    static constexpr Entry left_free_bit = Entry{1} << 32;
    static constexpr Entry free_bit = Entry{1} << 33;
    static constexpr Entry recent_bit = Entry{1} << 34;
    static constexpr unsigned client_shift = 35;
    static constexpr Entry client_mask = Entry{0xFF} << client_shift;
    static constexpr unsigned power_shift = 43;
    static constexpr unsigned check_shift = 49;
    static constexpr unsigned check_bits = 63 - check_shift;
    static constexpr Entry check_mask = (Entry{1} << check_bits) - 1;

    constexpr bool single() const { return (word_ & kind) == high_bit; }
    constexpr bool is(Entry flag) const { return (word_ & (kind | flag)) == flag; }

    static constexpr bool covers_all = config::hardening >= config::Hardening::moderate;

    // What the bits that are covered add to the check: each of them changes one of its bits. Client
    // and power have as many as it has.
    static constexpr Entry folded(Entry word) {
        if constexpr (covers_all) {
            word &= (Entry{1} << check_shift) - 1;
            word ^= word >> check_bits ^ word >> 2 * check_bits ^ word >> 3 * check_bits;
        } else {
            word >>= client_shift;
        }
        return (word & check_mask) << check_shift;
    }
    constexpr TableTag with_changed(Entry bits) const {
        return TableTag(word_ ^ bits ^ folded(bits));
    }
    constexpr TableTag with(Entry bits) const { return with_changed(bits & ~word_); }
    constexpr TableTag without(Entry bits) const { return with_changed(bits & word_); }

    // The index times an odd number, modulo 2^14: different for any two indices that are less than
    // that apart. The number is the odd integer nearest 2^14 divided by the golden ratio.
    static constexpr Entry check(Index index) {
        return (index * Entry{0x278D} & check_mask) << check_shift;
    }

    Entry word_ = 0;
};

static_assert(0x278D == 10125, "16384 / 1.6180");

} // namespace smh::heap
