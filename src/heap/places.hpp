// Names of the places in a region that holds its own tags. All pointer arithmetic of its heap is
// here.
//
// A heap is the same whatever its places are: it is a template over a class like this one, which
// says where tags, links and lengths lie, and what a unit is.
#pragma once

#include "base/bits.hpp"
#include "heap/bins.hpp"
#include "heap/hardening.hpp"

namespace smh::heap {

// Largest range that create accepts: what a tag can say of a length, and an index of a distance.
inline constexpr std::size_t max_range = small_machine
                                             ? ~std::size_t{0} >> client_bits
                                             : static_cast<std::size_t>(std::uint64_t{granule}
                                                                        << 32);

// No heap holds a larger block.
inline constexpr std::size_t max_bytes = max_range - 4 * granule;

// Units of a block for so many bytes, its tag included; 0 where no heap holds it, or for no bytes.
[[gnu::always_inline]] constexpr Units units_of(std::size_t bytes) {
    if (bytes - 1 >= max_bytes) {
        return 0;
    }
    const std::size_t whole = base::round_up(bytes + word_size, granule);
    const auto units = static_cast<Units>(whole / bytes_per_unit);
    return units < min_block_units ? min_block_units : units;
}

// What a block has beyond what was asked for. At an alignment that is more than any block's it is
// one byte, its last: there stands at which, for who lets the block move. Exact blocks have their
// canary (canary.hpp) instead.
[[gnu::always_inline]] constexpr std::size_t note_size(std::size_t alignment) {
    return config::exact ? canary_size : (alignment > granule ? 1 : 0);
}
// So many bytes it has then; 0 for none, and too many for too many.
[[gnu::always_inline]] constexpr std::size_t with_note(std::size_t bytes, std::size_t alignment) {
    return bytes - 1 < max_bytes ? bytes + note_size(alignment) : bytes;
}
[[gnu::always_inline]] constexpr Units units_of(std::size_t bytes, std::size_t alignment) {
    return units_of(with_note(bytes, alignment));
}

class InsidePlaces {
public:
    using Tag = heap::Tag;
    using Secret = HeapSecret;
    using Address = std::uintptr_t;
    using Size = std::size_t;
    using Result = void*; // of a request; null where it is not served

    // What a heap is laid out over: a range that begins and ends at multiples of granule and does
    // not begin at 0. The first block begins at a multiple of `alignment`, a power of two, from
    // there.
    struct Span {
        base::Range range;
        std::size_t alignment = granule;
    };

    // What is kept for some levels only.
    using Parked = HeapParking;
    // The largest request that a recent block serves.
    using Kept = std::uint16_t;

    // Few lists, and tags without a check.
    static constexpr bool small = small_machine;
    static constexpr bool free_tags_have_checks = !small;
    static constexpr bool tags_hold_links = false;
    static constexpr bool tags_hold_powers = false;
    static constexpr bool exact = config::exact;
    static constexpr bool fills_freed = heap::fills_freed;
    static constexpr Size max_bytes = heap::max_bytes;
    static constexpr Size alignment_note_size = 1; // where it is noted behind a block's bytes
    static constexpr Units min_block_units = heap::min_block_units;
    static constexpr Units units_per_granule = heap::units_per_granule;

    // What ends every list. On 64-bit machines it is the place of two links that are written and
    // never read, so that a list is changed without asking whether there is a neighbour: a branch
    // is what costs there.
    static constexpr Index none =
        small_machine ? 0 : (16 + (hides_links ? sizeof(heap::Secret) : 0)) / bytes_per_unit;

    // A block's length with its tag, and what it has beside that.
    static constexpr Size bytes_of(Units units) { return Size{units} * bytes_per_unit; }
    static constexpr Size payload_of(Units units) { return bytes_of(units) - word_size; }
    // How many are whole in so many bytes.
    static constexpr Units units_in(Size bytes) {
        return static_cast<Units>(bytes / bytes_per_unit);
    }
    // Where the last byte of a payload lies, from the begin of the block with its tag.
    [[gnu::always_inline]] static constexpr Units last_unit(Size payload) {
        return units_in(payload + word_size - 1);
    }
    // Of a block for so many bytes and their note; 0 where no heap holds it, or for none.
    [[gnu::always_inline]] static constexpr Units units_of(Size payload) {
        return heap::units_of(payload);
    }
    [[gnu::always_inline]] static constexpr Size note_size(Size alignment) {
        return heap::note_size(alignment);
    }
    // At which power of two an address lies.
    [[gnu::always_inline]] static unsigned power_at(Address address) {
        return base::lowest_bit(address);
    }
    // Any block's.
    static constexpr Size least_alignment() { return granule; }
    static constexpr bool at_granule(Address distance) { return distance % granule == 0; }

    // Where the blocks lie, and how links are hidden.
    struct Geometry {
        Index first;
        Index end;
        Secret secret;
    };

    // Of a whole span; a range of exactly max_range has one unit more than an index can name. 0
    // where no heap can be laid out.
    static Units units_in(const Span& span) {
        const std::size_t size = span.range.size();
        const std::size_t units = size > max_range ? 0 : size / bytes_per_unit;
        return units > ~Units{0} ? ~Units{0} : static_cast<Units>(units);
    }
    // The control block, with the sentinel's tag, takes at most 1/34 of the region, which is under
    // 3 %, unless the coarsest bins already take more.
    static constexpr std::size_t budget_of(Units units) {
        return std::size_t{units} * bytes_per_unit / 34;
    }
    // Behind a control block of so many bytes. False where no block would fit.
    static bool fit(const Span& span, Units units, std::size_t control, Geometry& geometry) {
        const auto before = static_cast<Units>(base::round_up(control + word_size, span.alignment) /
                                               bytes_per_unit);
        const Index begin = small_machine ? static_cast<Index>(span.range.begin) : 0;
        geometry.first = begin + before;
        geometry.end = begin + units;
        return units >= before && units - before >= min_block_units;
    }
    // Where the heap itself lies.
    static std::uintptr_t place_of(const Span& span) { return span.range.begin; }

    // Recent blocks begin so far behind the heap's begin, but for those of the first bins, which
    // have none.
    static constexpr std::size_t before_recent = 0;

protected:
    explicit InsidePlaces(const Geometry& geometry)
        : first_(geometry.first), end_(geometry.end), secret_(geometry.secret) {}

    // The begin of the control block, and so of the region.
    [[gnu::always_inline]] std::uintptr_t start() const {
        return reinterpret_cast<std::uintptr_t>(this);
    }
    // An index is the distance from the region's start in units; on small machines, where an
    // address is no longer than that, it is the address.
    [[gnu::always_inline]] Address address_of(Index index) const {
        return small_machine ? index : start() + index * bytes_per_unit;
    }
    [[gnu::always_inline]] Index index_of(Address address) const {
        return static_cast<Index>(small_machine ? address : (address - start()) / bytes_per_unit);
    }
    // From where indices count, and where the region begins.
    [[gnu::always_inline]] Address origin() const { return start(); }
    Address region_begin() const { return start(); }
    // Of the whole region.
    [[gnu::always_inline]] Units length() const { return end_ - index_of(start()); }
    [[gnu::always_inline]] Result result(Index index) const {
        return reinterpret_cast<void*>(address_of(index));
    }
    // What stands for the control block where something of it is damaged.
    Index control_block() const { return index_of(start()); }

    [[gnu::always_inline]] Word& tag_word(Index index) const {
        return *reinterpret_cast<Word*>(address_of(index) - word_size);
    }
    // The same, for who has the address.
    [[gnu::always_inline]] static Word& tag_word_at(Address address, Index /*index*/) {
        return *reinterpret_cast<Word*>(address - word_size);
    }
    [[gnu::always_inline]] Tag tag(Index index) const { return Tag(tag_word(index)); }
    [[gnu::always_inline]] void set_tag(Index index, Tag tag) { tag_word(index) = tag.word(); }
    // Length of the free block to the left of `index`.
    [[gnu::always_inline]] Word& footer_before(Index index) const {
        return *reinterpret_cast<Word*>(address_of(index) - 2 * word_size);
    }
    [[gnu::always_inline]] Word length_before(Index index) const { return footer_before(index); }
    [[gnu::always_inline]] void set_free(Index index, Units units) {
        set_tag(index, Tag(index, units, true, false));
        footer_before(index + units) = units;
    }

    // Does what is no tag say that a block was freed here?
    bool is_freed(Index index) const { return fills_freed && tag_word(index) == freed_word; }

    // Links to other blocks of the same bin.
    [[gnu::always_inline]] Index next(Index index, Bin /*bin*/) const {
        return links(index).next ^ secret_.mask(index);
    }
    [[gnu::always_inline]] Index previous(Index index, Bin /*bin*/) const {
        return links(index).previous ^ secret_.mask(index);
    }
    [[gnu::always_inline]] void set_next(Index index, Bin /*bin*/, Index next) {
        links(index).next = next ^ secret_.mask(index);
    }
    [[gnu::always_inline]] void set_previous(Index index, Bin /*bin*/, Index previous) {
        links(index).previous = previous ^ secret_.mask(index);
    }

    // At which power of two an allocated block was asked for stands in its last byte, three times:
    // a byte that has lost a bit is no multiple of three. 0: at none in particular. More than any
    // where it was overwritten.
    void note_power(Index index, Tag own, unsigned power) {
        set_tag(index, power != 0 ? own.with_aligned() : own.without_aligned());
        if (power != 0) {
            alignment_note(index, own.units()) = static_cast<unsigned char>(3 * power);
        }
    }
    unsigned noted_power(Index index, Tag own) const {
        if (!own.aligned()) {
            return 0;
        }
        const unsigned note = alignment_note(index, own.units());
        return note % 3 == 0 ? note / 3 : 8 * word_size;
    }
    unsigned char& alignment_note(Index index, Units units) const {
        return *reinterpret_cast<unsigned char*>(address_of(index + units) - word_size - 1);
    }

    // Those that never change, beside first and end.
    HalfWord constants_of_places() const {
        if constexpr (hides_links) {
            const auto& secret = kept<const heap::Secret>(secret_);
            return static_cast<HalfWord>(secret.of_links) ^
                   static_cast<HalfWord>(secret.of_canaries);
        }
        return 0;
    }
    // Leads to the last tag again.
    void set_places(const Geometry& geometry) { end_ = geometry.end; }
    // Does the first block lie behind a control block of so many bytes?
    bool blocks_behind(std::size_t control) const {
        return address_of(first_) - start() >= control + word_size;
    }
    // Of a list that ends there nothing is read.
    bool none_valid() const { return none_.tag == 0; }

    // The first two half words of a free block's payload. Lies in memory that held the user's
    // objects before and will again.
    struct [[gnu::may_alias]] Links {
        Index next;
        Index previous;
    };
    [[gnu::always_inline]] Links& links(Index index) const {
        return *reinterpret_cast<Links*>(address_of(index));
    }

    Index first_;
    Index end_;
    [[no_unique_address]] Secret secret_;

private:
    friend struct Anatomy;

    // What lies at `none`: the tag, which says 0 units, in front of its links.
    struct None {
        Word tag = 0;
        Links links{};
    };
    struct NoPlace {
        static constexpr Word tag = 0;
    };
    static_assert(small ||
                  2 * sizeof(Index) + sizeof(Secret) * (hides_links ? 1 : 0) + sizeof(Word) ==
                      none * bytes_per_unit);
    [[no_unique_address]] std::conditional_t<small, NoPlace, None> none_{};
};

} // namespace smh::heap
