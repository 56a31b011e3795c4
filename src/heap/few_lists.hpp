// The lists of free blocks on small machines: one for each power of two, so the highest bit of a
// length names its list, and one word says which lists have a block.
//
// A list begins in front of its first block: at the place of its head, which is like a block of
// which there is the link to the next alone. So a block leaves its list by its own links; nobody
// has to know which list that is, but where the last one leaves. The end is a null address.
#pragma once

#include <atomic>

#include "heap/places.hpp"
#include "heap/scale.hpp"

namespace smh::heap {

class FewLists : protected InsidePlaces {
public:
    using Scale = PowersOfTwo;
    // No block is smaller.
    static constexpr Bin first_bin = Scale::key(InsidePlaces::min_block_units);
    static_assert(first_bin > 0, "bin 0 means none");

protected:
    FewLists(const Geometry& geometry, Scale scale)
        : InsidePlaces(geometry), scale_(scale), looks_(looks_in(length())) {}

    // Before any block is linked. `heads` is the place of the first head, from the start.
    void lay_out(std::size_t /*heads*/, Bin bins) {
        for (Bin bin = first_bin; bin < bins; ++bin) {
            set_next(before_first(bin), bin, none);
        }
    }

    [[gnu::always_inline]] Index before_first(Bin bin) const {
        constexpr std::size_t unused = first_bin * sizeof(Index);
        return static_cast<Index>(start() + object_size - unused + bin * sizeof(Index));
    }
    [[gnu::always_inline]] Index head(Bin bin) const { return next(before_first(bin), bin); }

    [[gnu::always_inline]] void link(Index index, Bin bin) {
        const Index before = before_first(bin);
        const Index after = next(before, bin);
        set_next(before, bin, index);
        set_next(index, bin, after);
        set_previous(index, bin, before);
        if (after != none) {
            set_previous(after, bin, index);
        } else {
            mark(filled() | Word{1} << bin);
        }
    }
    [[gnu::always_inline]] void unlink(Index index, Bin bin) {
        const Index after = next(index, bin);
        const Index before = previous(index, bin);
        set_next(before, bin, after);
        if (after != none) {
            set_previous(after, bin, before);
        } else if (before < first_) {
            mark(filled() & ~(Word{1} << bin));
        }
    }

    // May a block be listed that holds a request of the key? See Heap::may_list.
    [[gnu::always_inline]] bool may_hold(Key key) const { return filled() >> scale_.bin(key) != 0; }
    [[gnu::always_inline]] bool is_marked(Bin bin) const { return (filled() >> bin & 1U) != 0; }

    // Leads to the first bin that has a block, from `bin` upwards or above it. False where none
    // has.
    [[gnu::always_inline]] bool find_filled(Bin& bin) const {
        const Word from_bin = filled() >> bin;
        bin += from_bin != 0 ? base::lowest_bit(std::uintptr_t{from_bin}) : 0;
        return from_bin != 0;
    }
    [[gnu::always_inline]] bool find_filled_above(Bin& bin) const {
        const Word above = filled() & ~Word{1} << bin;
        bin = above != 0 ? base::lowest_bit(std::uintptr_t{above}) : 0;
        return above != 0;
    }
    [[gnu::always_inline]] Bin first_filled(Bin bin) const { return find_filled(bin) ? bin : 0; }
    [[gnu::always_inline]] Bin largest_bin() const {
        return filled() != 0 ? base::highest_bit(std::uintptr_t{filled()}) : 0;
    }

    bool marks_valid(std::size_t /*heads*/, Bin bins) const {
        return largest_bin() < bins && (filled() & ~(~Word{0} << first_bin)) == 0;
    }

    // Those that never change.
    HalfWord constants() const { return looks_; }

    // How many blocks of its own bin a request looks at.
    [[gnu::always_inline]] unsigned looks() const { return looks_; }

    // That of the heap, behind which the heads lie.
    static constexpr std::size_t object_size = 40 + hardening_size;

    [[no_unique_address]] Scale scale_;

private:
    friend struct Anatomy;

    // The larger a region the longer its lists, and the more it packs to look further: up to 4 KiB
    // at one block, at one more from each power of two on.
    static constexpr std::uint8_t looks_in(Units length) {
        constexpr unsigned one = 12;
        constexpr unsigned most = 8;
        const unsigned bits = base::highest_bit(length);
        return static_cast<std::uint8_t>(bits <= one ? 1 : bits - one < most ? bits - one : most);
    }

    [[gnu::always_inline]] Word filled() const { return filled_.load(std::memory_order_relaxed); }
    [[gnu::always_inline]] void mark(Word filled) {
        filled_.store(filled, std::memory_order_relaxed);
    }

    std::atomic<std::uintptr_t> filled_{0}; // a bit for each bin that has a block
    std::uint8_t looks_;
};

} // namespace smh::heap
