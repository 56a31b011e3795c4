#include "heap/many_lists.hpp"

namespace smh::heap {

void ManyLists::lay_out(std::size_t heads, Bin bins) {
    const Bin first_bin = scale_.first_bin();
    heads_offset_ = static_cast<std::uint16_t>(heads - first_bin * sizeof(HalfWord));
    for (Bin number = 0; number < bitmap_words(bins); ++number) {
        bitmap_word(number) = 0;
    }
    for (Bin bin = first_bin; bin < bins; ++bin) {
        head(bin) = none;
    }
}

void ManyLists::link(Index index, Bin bin) {
    const Index after = head(bin);
    head(bin) = index;
    set_next(index, after);
    set_previous(index, none);
    set_previous(after, index); // none's where there is none
    bitmap_word(bin / word_bits) |= Word{1} << bin % word_bits;
    if (bin > largest_bin()) {
        largest_bin_.store(static_cast<std::uint16_t>(bin), std::memory_order_relaxed);
    }
}

void ManyLists::unlink(Index index, Bin bin) {
    const Index after = next(index);
    const Index before = previous(index);
    set_previous(after, before); // none's where there is none
    if (before != none) {
        set_next(before, after);
        return;
    }
    head(bin) = after;
    if (after != none) {
        return;
    }
    bitmap_word(bin / word_bits) &= ~(Word{1} << bin % word_bits);
    if (bin == largest_bin()) {
        largest_bin_.store(static_cast<std::uint16_t>(last_filled(bin)), std::memory_order_relaxed);
    }
}

Bin ManyLists::first_filled(Bin bin) const {
    Bin number = bin / word_bits;
    Word candidates = bitmap_word(number) & ~Word{0} << bin % word_bits;
    while (candidates == 0) {
        if (number == largest_bin() / word_bits) {
            return 0;
        }
        candidates = bitmap_word(++number);
    }
    return number * word_bits + base::lowest_bit(std::uintptr_t{candidates});
}

// The last bin that has a block, up to `bin`; 0, which never has one, where all are empty.
Bin ManyLists::last_filled(Bin bin) const {
    Bin number = bin / word_bits;
    while (bitmap_word(number) == 0) {
        if (number == 0) {
            return 0;
        }
        --number;
    }
    return number * word_bits + base::highest_bit(std::uintptr_t{bitmap_word(number)});
}

bool ManyLists::marks_valid(std::size_t heads, Bin bins) const {
    const Word below_first = (Word{1} << scale_.first_bin()) - 1;
    return heads_offset_ == heads - scale_.first_bin() * sizeof(HalfWord) &&
           (bitmap_word(0) & below_first) == 0 && largest_bin() < bins &&
           largest_bin() == last_filled(bitmap_words(bins) * word_bits - 1) && none_tag_ == 0;
}

} // namespace smh::heap
