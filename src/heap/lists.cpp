// The lists of free blocks: one for each bin, and the search through their bitmap.
#include <initializer_list>

#include "heap/heap.hpp"

namespace smh::heap {

void Heap::link(Index index, Bin bin) {
    const Index after = head(bin);
    head(bin) = index;
    next(index) = after;
    previous(index) = none;
    previous(after) = index; // none's where there is none
    bitmap_word(bin / word_bits) |= Word{1} << bin % word_bits;
    bitmap_top_ |= std::uint32_t{1} << bin / word_bits;
    if (bin > largest_bin()) {
        largest_bin_.store(static_cast<std::uint16_t>(bin), std::memory_order_relaxed);
    }
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
    if (after != none) {
        return;
    }
    Word& word = bitmap_word(bin / word_bits);
    word &= ~(Word{1} << bin % word_bits);
    if (word == 0) {
        bitmap_top_ &= ~(std::uint32_t{1} << bin / word_bits);
    }
    if (bin == largest_bin()) {
        largest_bin_.store(static_cast<std::uint16_t>(last_filled()), std::memory_order_relaxed);
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
Bin Heap::last_filled() const {
    if (bitmap_top_ == 0) {
        return 0;
    }
    const Bin word = base::highest_bit(bitmap_top_);
    return word * word_bits + base::highest_bit(std::uintptr_t{bitmap_word(word)});
}

// Of the first blocks of the bin that are large enough, the one with the lowest address: what is
// packed towards one end leaves larger blocks at the other. The bin has a block.
Index Heap::find_in(Bin bin, Units units, unsigned looks) const {
    Index index = head(bin);
    if (max_looks == 1 || looks == 1) {
        return tag(index).units() >= units ? index : none;
    }
    Index lowest = none;
    for (unsigned look = 0; look < looks && index != none; ++look) {
        if (tag(index).units() >= units && (lowest == none || index < lowest)) {
            lowest = index;
        }
        index = next(index);
    }
    return lowest;
}

// A bin whose first block holds the request at its alignment; 0 where none is found. As good fit,
// with blocks judged by their last aligned address that leaves room. The third look is at blocks
// that fit wherever they begin, the last at the largest bin, which in a fresh region is the whole
// region.
Bin Heap::find_aligned(Units units, Key key, std::size_t alignment, Units& gap) const {
    const Bin largest = largest_bin();
    const Bin own = scale_.bin(key);
    const std::size_t always = units + alignment / unit_size + min_block_units;
    const Bin certain =
        always <= end_ ? scale_.bin(key_of(static_cast<Units>(always))) + 1 : largest;
    for (const Bin from : {own, own + 1, certain, largest}) {
        const Bin bin = from <= largest ? first_filled(from) : 0;
        if (bin != 0 && fits(head(bin), units, alignment, gap)) {
            return bin;
        }
    }
    return 0;
}

// Does the free block hold `units` at a multiple of `alignment`? `gap` is then what stays before
// the last such place: nothing, or enough to be a block.
bool Heap::fits(Index index, Units units, std::size_t alignment, Units& gap) const {
    const Units length = tag(index).units();
    if (length < units) {
        return false;
    }
    const std::uintptr_t first = address_of(index);
    const std::uintptr_t last = base::round_down(address_of(index + length - units), alignment);
    gap = static_cast<Units>((last - first) / unit_size);
    return last == first || (last > first && gap >= min_block_units);
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
