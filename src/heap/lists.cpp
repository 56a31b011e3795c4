// The lists of free blocks: one for each bin, and the search through their bitmap.
#include <initializer_list>

#include "heap/heap.hpp"

namespace smh::heap {

void Heap::link(Index index, Bin bin) {
    HalfWord& first = head(bin);
    const Index after = first;
    first = index;
    next(index) = after;
    previous(index) = none;
    previous(after) = index; // none's where there is none
    bitmap_word(bin / word_bits) |= Word{1} << bin % word_bits;
    bitmap_top_ |= std::uint32_t{1} << bin / word_bits;
}

void Heap::unlink(Index index, Bin bin) {
    const Index after = next(index);
    const Index before = previous(index);
    previous(after) = before; // none's where there is none
    if (before != none) {
        next(before) = after;
        return;
    }
    head(bin) = after;
    if (after == none) {
        Word& word = bitmap_word(bin / word_bits);
        word &= ~(Word{1} << bin % word_bits);
        if (word == 0) {
            bitmap_top_ &= ~(std::uint32_t{1} << bin / word_bits);
        }
    }
}

// The first bin that has a block, from `bin` upwards; 0, which never has one, where there is none.
Bin Heap::first_filled(Bin bin) const {
    Bin word = bin / word_bits;
    Word candidates = bitmap_word(word) & ~Word{0} << bin % word_bits;
    if (candidates == 0) {
        const std::uint32_t words = bitmap_top_ & base::bits_above(word);
        if (words == 0) {
            return 0;
        }
        word = base::lowest_bit(words);
        candidates = bitmap_word(word);
    }
    return word * word_bits + base::lowest_bit(std::uintptr_t{candidates});
}

// The last bin that has a block; 0, which never has one, where all are empty.
Bin Heap::largest_bin() const {
    if (bitmap_top_ == 0) {
        return 0;
    }
    const Bin word = base::highest_bit(bitmap_top_);
    return word * word_bits + base::highest_bit(std::uintptr_t{bitmap_word(word)});
}

// Of the first blocks of the bin that are large enough, the one with the lowest address: what is
// packed towards one end leaves larger blocks at the other.
Index Heap::find_in(Bin bin, Units units, unsigned looks) const {
    Index lowest = none;
    Index index = head(bin);
    for (unsigned look = 0; look < looks && index != none; ++look) {
        if (tag(index).units() >= units && (lowest == none || index < lowest)) {
            lowest = index;
        }
        index = next(index);
    }
    return lowest;
}

// Good fit: a block of the request's own bin where one is large enough, else one of the next larger
// bin that has any. Bounded, whatever the number of blocks.
Heap::Place Heap::find(Units units) const {
    const Bin bin = bin_of(units, precision_);
    if (const Index index = find_in(bin, units, max_looks); index != none) {
        return {index, bin};
    }
    const Bin larger = first_filled(bin + 1);
    return {larger != 0 ? find_in(larger, units, max_looks) : none, larger};
}

// As find, with blocks judged by what lies behind their first aligned address. The third look is at
// blocks that fit wherever they begin, the last at the largest bin, which in a fresh region is the
// whole region.
Heap::Place Heap::find_aligned(Units units, std::size_t alignment, Units& gap) const {
    const Bin bin = bin_of(units, precision_);
    const Bin largest = largest_bin();
    const std::size_t always = units + alignment / unit_size + min_block_units;
    const Bin certain =
        always <= end_ ? bin_of(static_cast<Units>(always), precision_) + 1 : largest;
    for (const Bin from : {bin, bin + 1, certain, largest}) {
        const Bin filled = first_filled(from);
        if (filled != 0 && fits(head(filled), units, alignment, gap)) {
            return {head(filled), filled};
        }
    }
    return {none, 0};
}

// Does the free block hold `units` at a multiple of `alignment`? `gap` is then what lies before
// them: none, or enough to stay a block of its own.
bool Heap::fits(Index index, Units units, std::size_t alignment, Units& gap) const {
    const std::size_t to_skip = (0 - address_of(index)) & (alignment - 1);
    std::size_t distance = to_skip / unit_size;
    while (distance != 0 && distance < min_block_units) {
        distance += alignment / unit_size;
    }
    const std::size_t length = tag(index).units();
    if (distance > length || length - distance < units) {
        return false;
    }
    gap = static_cast<Units>(distance);
    return true;
}

Figures Heap::figures() {
    merge_recent();
    Units largest = 0;
    if (const Bin bin = largest_bin(); bin != 0) {
        // A request for more than these blocks of the last bin finds nothing: see find_in.
        Index index = head(bin);
        for (unsigned look = 0; look < max_looks && index != none; ++look, index = next(index)) {
            largest = largest > tag(index).units() ? largest : tag(index).units();
        }
    }
    return {std::size_t{end_ - first_} * unit_size, std::size_t{free_units_} * unit_size,
            std::size_t{minimum_free_units_} * unit_size,
            largest != 0 ? std::size_t{largest} * unit_size - word_size : 0};
}

} // namespace smh::heap
