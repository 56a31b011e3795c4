// The tag: one word in front of every block that says how long the block is, whether it is free
// or recent (see recent.hpp), whether it was asked for at an alignment, whether its left neighbour
// is free, and whose it is: the number of a client of the pool, or 0.
//
//   64-bit word   63 ............. 44 | 43 .. 36 | 35      | 34     | 33   | 32 .... 1 | 0
//                 check of the index  | client   | aligned | recent | free | units     | left free
//   32-bit word                         31 .. 27 | 26 ..... 3 | 2       | 1    | 0
//                                       client   | units      | aligned | free | left free
//
// The client has as many bits as the clients that a pool can have, here 31, and on 64-bit machines
// eight, or none. The check makes a word that merely looks like a tag (an interior pointer, user
// data) fail with a chance of 1 in 2^20, or 2^28 without clients. It covers some of the other bits,
// so that a tag that has lost one fails, too: what the short ways do not look at, and from level
// moderate on all. A 32-bit word has no room for a check; there the neighbours are compared.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"

namespace smh::heap {

// Everything in a region is named by an index; see Places::address_of.
using Index = std::uint32_t;
using Units = std::uint32_t;

// Tags and footers lie in memory that held the user's objects before and will again.
using Word [[gnu::may_alias]] = std::uintptr_t;
using HalfWord [[gnu::may_alias]] = std::uint32_t;

inline constexpr std::size_t word_size = sizeof(Word);

// Machines of short words are small ones: memory and instructions count there, a branch costs
// little, and a miss of a cache is not what takes the time.
inline constexpr bool small_machine = word_size == 4;

// Blocks begin at multiples of it and are multiples of it long: a tag beside a payload of the same
// size, and what any object may need.
inline constexpr std::size_t granule = alignof(std::max_align_t) > 2 * word_size
                                           ? alignof(std::max_align_t)
                                           : 2 * word_size;

// What lengths are counted in: granules, so that they fit into 32 bits. Where they do so anyway,
// bytes, so that a length is added to an address as it is.
inline constexpr std::size_t bytes_per_unit = small_machine ? 1 : granule;
inline constexpr Units units_per_granule = granule / bytes_per_unit;

// Tag, two links and a footer must fit into a free block.
inline constexpr Units min_block_units =
    (2 * word_size + 2 * sizeof(Index) + granule - 1) / granule * units_per_granule;

// Bits of a tag that say whose the block is.
inline constexpr unsigned client_bits = config::max_clients == 0 ? 0
                                        : small_machine ? std::bit_width(config::max_clients)
                                                        : 8;

class Tag {
public:
    constexpr Tag() = default;
    constexpr explicit Tag(std::uintptr_t word) : word_(word) {}
    constexpr Tag(Index index, Units units, bool free, bool left_free)
        : Tag(Tag(check(index))
                  .with_changed(static_cast<std::uintptr_t>(units) << units_shift |
                                (left_free ? left_free_bit : 0) | (free ? free_bit : 0))) {}

    constexpr std::uintptr_t word() const { return word_; }
    constexpr Units units() const {
        return static_cast<Units>(wide ? word_ >> units_shift : word_ & ~(flags | client_mask));
    }
    // The same, of a block that is not free.
    constexpr Units taken_units() const { return units(); }
    // Of a free block: is it as long? In a short word the flags are less than any difference of
    // lengths.
    constexpr bool holds(Units units) const { return (wide ? this->units() : word_) >= units; }
    constexpr bool free() const { return (word_ & free_bit) != 0; }
    constexpr bool left_free() const { return (word_ & left_free_bit) != 0; }
    constexpr bool recent() const { return (word_ & recent_bit) != 0; }
    constexpr bool aligned() const { return (word_ & aligned_bit) != 0; }
    constexpr bool allocated() const { return (word_ & (free_bit | recent_bit)) == 0; }
    constexpr unsigned client() const {
        return client_bits == 0 ? 0U : static_cast<unsigned>((word_ & client_mask) >> client_shift);
    }
    // Allocated, and nobody's in particular: what most blocks are is asked at once.
    constexpr bool plain() const { return (word_ & (free_bit | recent_bit | client_mask)) == 0; }

    // Could this word be the tag of the block at `index`?
    constexpr bool plausible(Index index) const {
        if constexpr (wide) {
            return (word_ ^ check(index) ^ folded(word_)) >> check_shift == 0;
        } else {
            return true;
        }
    }

    // Is it the tag of a free block of this length, at this index?
    constexpr bool is_free(Index index, Units units) const {
        return word_ == Tag(index, units, true, false).word_;
    }

    // Where the word is a plausible tag of an allocated block, nobody's and not one asked for at an
    // alignment: its length. Else, on 64-bit machines, more than any length: one comparison tells.
    constexpr std::uintptr_t allocated_units(Index index) const {
        return (word_ ^ check(index) ^ (covers_all ? folded(word_) : 0)) >> units_shift;
    }

    // As plausible, and only an allocated block is aligned or some client's, and the length is
    // one that is possible.
    constexpr bool sound(Index index) const {
        return plausible(index) && client() <= config::max_clients &&
               (allocated() || (!aligned() && client() == 0)) && units() % units_per_granule == 0;
    }

    constexpr Tag with_units(Units units) const {
        return with_changed(static_cast<std::uintptr_t>(units ^ this->units()) << units_shift);
    }
    constexpr Tag with_free() const { return with(free_bit); }
    constexpr Tag with_recent() const { return with(recent_bit); }
    constexpr Tag without_recent() const { return without(recent_bit); }
    constexpr Tag with_aligned() const { return with(aligned_bit); }
    constexpr Tag without_aligned() const { return without(aligned_bit); }
    constexpr Tag with_client(unsigned client) const {
        const std::uintptr_t bits = static_cast<std::uintptr_t>(client) << client_shift;
        return with_changed((word_ & client_mask) ^ bits);
    }
    constexpr Tag with_left_free() const { return with(left_free_bit); }
    constexpr Tag without_left_free() const { return without(left_free_bit); }

private:
    static constexpr bool wide = word_size == 8;
    static constexpr unsigned units_shift = wide ? 1 : 0;
    static constexpr unsigned client_shift = wide ? 36 : 32 - (client_bits != 0 ? client_bits : 1);
    static constexpr std::uintptr_t client_mask = ((std::uintptr_t{1} << client_bits) - 1)
                                                  << client_shift;
    static constexpr unsigned check_shift = 36 + client_bits;
    static constexpr std::uintptr_t left_free_bit = 1;
    static constexpr std::uintptr_t free_bit = std::uintptr_t{1} << (wide ? 33 : 1);
    // A short word has one bit for both. Small machines keep no recent blocks, and where blocks
    // have canaries, alignments stand there; but parked blocks (canary.hpp) are marked as recent.
    static constexpr std::uintptr_t last_flag = wide ? 0 : 4;
    static constexpr auto recent_bit = static_cast<std::uintptr_t>(
        wide ? std::uint64_t{1} << 34 : (config::exact ? last_flag : 0));
    static constexpr auto aligned_bit = static_cast<std::uintptr_t>(
        wide ? std::uint64_t{1} << 35 : (config::exact ? 0 : last_flag));
    static constexpr std::uintptr_t flags = left_free_bit | free_bit | last_flag;
    static_assert(wide || units_per_granule > flags, "lengths leave room for the flags");

    static constexpr bool covers_all = wide && config::hardening >= config::Hardening::moderate;
    static constexpr std::uintptr_t covered = !wide        ? 0
                                              : covers_all ? ~std::uintptr_t{0} >>
                                                                 (8 * word_size - check_shift)
                                                           : client_mask | aligned_bit;

    // What the bits that are covered add to the check: each of them changes one of its bits.
    static constexpr std::uintptr_t folded(std::uintptr_t word) {
        constexpr unsigned width = 8 * word_size - check_shift;
        std::uintptr_t sum = 0;
        for (unsigned shift = width; wide && shift < 8 * word_size; shift += width) {
            sum ^= (word & covered) << shift;
        }
        return wide ? sum >> check_shift << check_shift : 0;
    }
    // With these bits, none of which is the check's, turned over.
    constexpr Tag with_changed(std::uintptr_t bits) const {
        return Tag(word_ ^ bits ^ folded(bits));
    }
    constexpr Tag with(std::uintptr_t bits) const { return with_changed(bits & ~word_); }
    constexpr Tag without(std::uintptr_t bits) const { return with_changed(bits & word_); }

    // The index times an odd number, modulo 2^20 or 2^28: different for any two indices that do not
    // agree in as many bits. The number is that of multiplicative hashing (Knuth, The Art of
    // Computer Programming, volume 3, section 6.4): the odd integer nearest 2^28 divided by the
    // golden ratio.
    static constexpr std::uintptr_t check(Index index) {
        if constexpr (wide) {
            return index * (std::uintptr_t{0x9E3779B} << check_shift);
        } else {
            return 0;
        }
    }

    std::uintptr_t word_ = 0;
};

} // namespace smh::heap
