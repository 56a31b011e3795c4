// The lists of free blocks: one for each bin, and the search through their bitmap.
#include <initializer_list>

#include "heap/heap.hpp"

namespace smh::heap {

void Heap::link(Index index, Units units) {
    const Bin bin = bin_of(units, precision_);
    const Index old_head = head(bin);
    next(index) = old_head;
    previous(index) = 0;
    previous(old_head) = index; // where there was none: the links of index 0
    head(bin) = index;
    bitmap()[bin / 32] |= std::uint32_t{1} << bin % 32;
    bitmap_top_ |= std::uint32_t{1} << bin / 32;
}

void Heap::unlink(Index index, Units units) {
    const Index after = next(index);
    const Index before = previous(index);
    previous(after) = before;
    next(before) = after;
    if (before != 0) {
        return;
    }
    const Bin bin = bin_of(units, precision_);
    head(bin) = after;
    if (after == 0) {
        std::uint32_t& word = bitmap()[bin / 32];
        word &= ~(std::uint32_t{1} << bin % 32);
        if (word == 0) {
            bitmap_top_ &= ~(std::uint32_t{1} << bin / 32);
        }
    }
}

// Head of the first list that is not empty, from `bin` upwards; 0 where there is none.
Index Heap::first_from(Bin bin) const {
    Bin word = bin / 32;
    std::uint32_t candidates = bitmap()[word] & ~std::uint32_t{0} << bin % 32;
    if (candidates == 0) {
        const std::uint32_t words = bitmap_top_ & base::bits_above(word);
        if (words == 0) {
            return 0;
        }
        word = base::lowest_bit(words);
        candidates = bitmap()[word];
    }
    return head(word * 32 + base::lowest_bit(candidates));
}

// The last bin that has a block; 0, which never has one, where all are empty.
Bin Heap::largest_bin() const {
    if (bitmap_top_ == 0) {
        return 0;
    }
    const Bin word = base::highest_bit(bitmap_top_);
    return word * 32 + base::highest_bit(bitmap()[word]);
}

// Good fit: the first block of the request's own bin where that is large enough, else any block of
// the next larger bin that has one. Two looks, whatever the number of blocks.
Index Heap::find(Units units) const {
    const Bin bin = bin_of(units, precision_);
    const Index index = first_from(bin);
    if (index == 0 || tag(index).units() >= units) {
        return index;
    }
    return first_from(bin + 1);
}

// As find, with blocks judged by what lies behind their first aligned address. The third look is at
// blocks that fit wherever they begin, the last at the largest bin, which in a fresh region is the
// whole region.
Index Heap::find_aligned(Units units, std::size_t alignment, Units& gap) const {
    const Bin bin = bin_of(units, precision_);
    const Bin largest = largest_bin();
    const std::size_t always = units + alignment / unit_size + min_block_units;
    const Bin certain =
        always <= end_ ? bin_of(static_cast<Units>(always), precision_) + 1 : largest;
    for (const Bin from : {bin, bin + 1, certain, largest}) {
        const Index index = first_from(from);
        if (index != 0 && fits(index, units, alignment, gap)) {
            return index;
        }
    }
    return 0;
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

Figures Heap::figures() const {
    std::size_t largest = 0;
    if (const Bin bin = largest_bin(); bin != 0) {
        // A request for more than the first block of the last bin finds nothing: see find.
        largest = tag(head(bin)).units() * unit_size - word_size;
    }
    return {(end_ - first_) * unit_size, free_units_ * unit_size, minimum_free_units_ * unit_size,
            largest};
}

} // namespace smh::heap
