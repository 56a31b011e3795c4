// The changes of a list, and the search through the bitmap.
#pragma once

#include "heap/many_lists.hpp"

namespace smh::heap {

template <class Places>
void ManyLists<Places>::lay_out(std::size_t heads, Bin bins) {
    heads_offset_ = static_cast<std::uint16_t>(heads - first_bin * sizeof(HalfWord));
    for (Bin number = 0; number < bitmap_words(bins); ++number) {
        bitmap_word(number) = 0;
    }
    for (Bin bin = first_bin; bin < bins; ++bin) {
        head(bin) = none;
    }
}

template <class Places>
void ManyLists<Places>::link(Index index, Bin bin) {
    const Index after = head(bin);
    head(bin) = index;
    this->set_next(index, bin, after);
    this->set_previous(index, bin, none);
    this->set_previous(after, bin, index); // none's where there is none
    bitmap_word(bin / word_bits) |= Word{1} << bin % word_bits;
    if (bin > largest_bin()) {
        largest_bin_.store(static_cast<std::uint16_t>(bin), std::memory_order_relaxed);
    }
}

template <class Places>
void ManyLists<Places>::unlink(Index index, Bin bin) {
    const Index after = this->next(index, bin);
    const Index before = this->previous(index, bin);
    this->set_previous(after, bin, before); // none's where there is none
    if (before != none) {
        this->set_next(before, bin, after);
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

template <class Places>
Bin ManyLists<Places>::first_filled(Bin bin) const {
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
template <class Places>
Bin ManyLists<Places>::last_filled(Bin bin) const {
    Bin number = bin / word_bits;
    while (bitmap_word(number) == 0) {
        if (number == 0) {
            return 0;
        }
        --number;
    }
    return number * word_bits + base::highest_bit(std::uintptr_t{bitmap_word(number)});
}

template <class Places>
bool ManyLists<Places>::marks_valid(std::size_t heads, Bin bins) const {
    const Word below_first = (Word{1} << first_bin) - 1;
    return heads_offset_ == heads - first_bin * sizeof(HalfWord) &&
           (bitmap_word(0) & below_first) == 0 && largest_bin() < bins &&
           largest_bin() == last_filled(bitmap_words(bins) * word_bits - 1) && this->none_valid();
}

} // namespace smh::heap
