// The lists of free blocks: one for each bin, and the search through their bitmap.
#include "heap/heap.hpp"

namespace smh::heap {

void Heap::link(Index index, Bin bin) {
    const Index after = head(bin);
    head(bin) = index;
    next(index) = after;
    previous(index) = none;
    previous(after) = index; // none's where there is none
    if (small_machine && after != none) {
        return; // the bit is set, and setting it again costs more than to ask
    }
    bitmap_word(bin / word_bits) |= Word{1} << bin % word_bits;
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
    bitmap_word(bin / word_bits) &= ~(Word{1} << bin % word_bits);
    if (bin == largest_bin()) {
        largest_bin_.store(static_cast<std::uint16_t>(last_filled(bin)), std::memory_order_relaxed);
    }
}

// The first bin that has a block, from `bin` upwards, which is at most the largest; 0 where a
// damaged bitmap has none.
Bin Heap::first_filled(Bin bin) const {
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
Bin Heap::last_filled(Bin bin) const {
    Bin number = bin / word_bits;
    while (bitmap_word(number) == 0) {
        if (number == 0) {
            return 0;
        }
        --number;
    }
    return number * word_bits + base::highest_bit(std::uintptr_t{bitmap_word(number)});
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

Figures Heap::figures() {
    merge_recent();
    Units largest = 0;
    Units first = 0;
    if (const Bin bin = largest_bin(); bin != 0) {
        // A request for more than these blocks of the last bin finds nothing: see find_in.
        Index index = head(bin);
        first = tag(index).units();
        for (unsigned look = 0; look < max_looks && index != none; ++look, index = next(index)) {
            largest = largest > tag(index).units() ? largest : tag(index).units();
        }
    }
    const auto usable = [](Units units) {
        return units != 0 ? std::size_t{units} * unit_size - word_size : 0;
    };
    return {std::size_t{end_ - first_} * unit_size, std::size_t{free_units_} * unit_size,
            std::size_t{minimum_free_units_} * unit_size, usable(largest), usable(first)};
}

} // namespace smh::heap
