// Names of the places in a region of which the tags lie elsewhere: in a table of one entry for each
// granule. The region itself is never looked at; it may be memory that nobody can reach from here.
//
//   start                                  + table
//   +--------------------------------------+--------+---------+---------+- ... -+---------+
//   | control block (heap.hpp)             | `none` | first   |         |       | end     |
//   +--------------------------------------+--------+---------+---------+- ... -+---------+
//                                            0, 1     2         3                  the sentinel's
//
// A unit is a granule, and an index the place of an entry. What the entries say: table_tag.hpp.
#pragma once

#include <bit>

#include "base/bits.hpp"
#include "heap/bins.hpp"
#include "heap/table_tag.hpp"

namespace smh::heap {

class TablePlaces {
public:
    using Tag = TableTag;
    using Secret = NoSecret; // users cannot write here by mistake
    using Parked = NoParking;
    using Address = std::uint64_t;
    using Size = std::uint64_t;
    using Kept = std::uint64_t;
    using Result = Index; // of a request; `none` where it is not served

    static constexpr bool small = false;
    static constexpr bool exact = false;
    static constexpr bool fills_freed = false;
    static constexpr bool free_tags_have_checks = false;
    static constexpr bool tags_hold_links = true;
    static constexpr bool tags_hold_powers = true;
    static constexpr Units min_block_units = 1;
    static constexpr Units units_per_granule = 1;
    static constexpr Size max_bytes = ~Size{0};
    static constexpr Size alignment_note_size = 0;
    static constexpr Index none = 0; // and where its links are written, which are never read
    static constexpr Units max_units = (Units{1} << 31) - 4;

    // What a heap is laid out over: addresses that are multiples of the granule, and the memory for
    // control block and table, which begins at a multiple of table_alignment.
    struct Span {
        base::Range memory;
        Address address;
        Size size;
        unsigned power; // of two, which the granule is
    };

    struct Geometry {
        Index first;
        Index end;
        Secret secret;
        Address origin;
        std::uint32_t table;
        std::uint8_t power;
    };

    static Units units_in(const Span& span) {
        const Size units = span.size >> span.power;
        return units <= max_units ? static_cast<Units>(units) : 0;
    }
    // What the control block takes at most, unless the coarsest bins already take more: an eighth
    // of the table, as much as recent blocks need, and where there are none as little as elsewhere.
    static constexpr std::size_t budget_of(Units units) {
        return std::size_t{units} * sizeof(Entry) / (small_machine ? 32 : 8);
    }
    static bool fit(const Span& span, Units units, std::size_t control, Geometry& geometry) {
        geometry.first = first_index;
        geometry.end = first_index + units;
        geometry.origin = span.address - (Address{first_index} << span.power);
        geometry.table = static_cast<std::uint32_t>(base::round_up(control, sizeof(Entry)));
        geometry.power = static_cast<std::uint8_t>(span.power);
        const std::size_t memory = span.memory.size();
        return memory >= geometry.table &&
               (memory - geometry.table) / sizeof(Entry) > std::size_t{geometry.end};
    }
    static std::uintptr_t place_of(const Span& span) { return span.memory.begin; }

    static constexpr std::size_t before_recent = 64;

    [[gnu::always_inline]] Address address_of(Index index) const {
        return origin_ + (Address{index} << power());
    }

protected:
    explicit TablePlaces(const Geometry& geometry)
        : first_(geometry.first), end_(geometry.end), origin_(geometry.origin),
          table_(geometry.table), power_(geometry.power) {}

    [[gnu::always_inline]] std::uintptr_t start() const {
        return reinterpret_cast<std::uintptr_t>(this);
    }
    [[gnu::always_inline]] Index index_of(Address address) const {
        return static_cast<Index>((address - origin_) >> power());
    }
    [[gnu::always_inline]] Address origin() const { return origin_; }
    Address region_begin() const { return address_of(first_); }
    [[gnu::always_inline]] Units length() const { return end_ - first_; }
    [[gnu::always_inline]] static Result result(Index index) { return index; }
    Index control_block() const { return first_; }

    [[gnu::always_inline]] Size bytes_of(Units units) const { return Size{units} << power(); }
    [[gnu::always_inline]] Size payload_of(Units units) const { return bytes_of(units); }
    [[gnu::always_inline]] Units units_in(Size bytes) const {
        return static_cast<Units>(bytes >> power());
    }
    [[gnu::always_inline]] Units last_unit(Size payload) const { return units_in(payload - 1); }
    [[gnu::always_inline]] Units units_of(Size payload) const {
        const Size before_last = (payload - 1) >> power();
        return before_last < max_units ? static_cast<Units>(before_last) + 1 : 0;
    }
    static constexpr Size note_size(Size /*alignment*/) { return 0; }
    // At which power of two an address lies: 0 at all of them.
    [[gnu::always_inline]] static unsigned power_at(Address address) {
        return base::lowest_bit(address | Address{1} << 63);
    }
    [[gnu::always_inline]] Size least_alignment() const { return Size{1} << power(); }
    [[gnu::always_inline]] bool at_granule(Address distance) const {
        return (distance & (least_alignment() - 1)) == 0;
    }

    // Not more than can be shifted by, also where it is damaged.
    [[gnu::always_inline]] unsigned power() const { return power_ & 63U; }

    [[gnu::always_inline]] Entry& tag_word(Index index) const {
        return reinterpret_cast<Entry*>(start() + table_)[index];
    }
    [[gnu::always_inline]] Entry& tag_word_at(Address /*address*/, Index index) const {
        return tag_word(index);
    }
    [[gnu::always_inline]] Tag tag(Index index) const { return Tag(tag_word(index)); }
    [[gnu::always_inline]] void set_tag(Index index, Tag tag) { tag_word(index) = tag.word(); }
    [[gnu::always_inline]] Entry length_before(Index index) const {
        return tag(index - 1).length_to_left();
    }
    // Of a block that has its links.
    [[gnu::always_inline]] void set_free(Index index, Units units) {
        if (units > 1) {
            set_tag(index, Tag(index, units, true, false));
        } else if (checks_lists && tag(index).is_tag()) { // a damaged list did not take it
            set_next(index, bin_of_singles, none);
            set_previous(index, bin_of_singles, none);
        }
        if (units > 2) {
            tag_word(index + units - 1) = Tag::footer(units);
        }
    }
    // What is no tag was written into a free block; that may have begun here, and is one no more.
    bool is_freed(Index index) const { return !tag(index).is_tag(); }

    // Where the entry is of another kind, no place.
    [[gnu::always_inline]] Index next(Index index, Bin bin) const {
        return half(index, bin, 0) ^ kind_of_links(bin);
    }
    [[gnu::always_inline]] Index previous(Index index, Bin bin) const {
        return half(index, bin, 1) ^ kind_bit;
    }
    [[gnu::always_inline]] void set_next(Index index, Bin bin, Index next) {
        half(index, bin, 0) = next ^ kind_of_links(bin);
    }
    [[gnu::always_inline]] void set_previous(Index index, Bin bin, Index previous) {
        half(index, bin, 1) = previous ^ kind_bit;
    }

    void note_power(Index index, Tag own, unsigned power) { set_tag(index, own.with_power(power)); }
    static unsigned noted_power(Index /*index*/, Tag own) { return own.power(); }

    HalfWord constants_of_places() const {
        const auto low = static_cast<HalfWord>(origin_);
        const auto high = static_cast<HalfWord>(origin_ >> 32);
        return low ^ std::rotl(high, 11) ^ std::rotl(HalfWord{table_}, 3) ^
               std::rotl(HalfWord{power_}, 24);
    }
    // Leads to the tags again.
    void set_places(const Geometry& geometry) {
        first_ = geometry.first;
        end_ = geometry.end;
        origin_ = geometry.origin;
        table_ = geometry.table;
        power_ = geometry.power;
    }
    bool blocks_behind(std::size_t control) const {
        return table_ == base::round_up(control, sizeof(Entry)) && first_ == first_index;
    }
    static bool none_valid() { return true; }

    Index first_;
    Index end_;
    [[no_unique_address]] Secret secret_;

private:
    friend struct Anatomy;

    static constexpr Index first_index = 2;
    static constexpr Bin bin_of_singles = 1;
    static constexpr HalfWord kind_bit = HalfWord{1} << 31;

    // In the low half; the high one has the bit always.
    static constexpr HalfWord kind_of_links(Bin bin) {
        return bin != bin_of_singles ? kind_bit : 0;
    }

    // The low or the high half of the entry that holds the links of a block of the bin.
    [[gnu::always_inline]] HalfWord& half(Index index, Bin bin, unsigned number) const {
        Entry& entry = tag_word(index + (bin != bin_of_singles ? 1 : 0));
        constexpr unsigned low = std::endian::native == std::endian::little ? 0 : 1;
        return reinterpret_cast<HalfWord*>(&entry)[number ^ low];
    }

    Address origin_;      // that of index 0
    std::uint32_t table_; // where it begins, from the heap's start
    std::uint8_t power_;  // of two, which the granule is
};

} // namespace smh::heap
