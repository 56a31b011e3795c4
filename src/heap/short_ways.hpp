// The short ways of alloc and free: through the recent blocks, without a look at any neighbour.
//
// Inline, because who calls them (the pool) should be able to call nothing else on its way; so it
// needs no registers saved.
#pragma once

#include "heap/heap.hpp"

namespace smh::heap {

inline bool Heap::alloc_recent(std::size_t bytes, void*& block) {
    if (!has_recent || bytes - 1 >= keeping_bytes_ || (checks_lists && !sound())) [[unlikely]] {
        return false;
    }
    // That is bin_above: see there.
    const Bin bin = recent_bin.of[(bytes + word_size - 1) / bytes_per_unit] + 1U;
    RecentBlocks& recent = recent_blocks(bin);
    const HalfWord count = recent.count;
    if (count == 0) [[unlikely]] {
        return false;
    }
    if (checks_lists && count > RecentBlocks::depth) {
        return note(Damage::list, index_of(start())), false;
    }
    const Index index = recent.blocks[count - 1];
    if (checks_lists && !recent_valid(index, bin)) {
        return note(Damage::list, index), false;
    }
    recent.count = count - 1;
    const Tag own = tag(index);
    set_tag(index, own.without_recent());
    account_for_taken(own.units());
    block = reinterpret_cast<void*>(address_of(index));
    return true;
}

inline bool Heap::free_recent(std::uintptr_t address) {
    const std::uintptr_t offset = address - start();
    const auto index = static_cast<Index>(offset / bytes_per_unit);
    if (!has_recent || offset % bytes_per_unit != 0 || index < first_ ||
        (checks_lists && !sound())) {
        return false;
    }
    Word& word = *reinterpret_cast<Word*>(address - word_size);
    const Tag own(word);
    const std::uintptr_t units = own.allocated_units(index);
    if (units >= keeping_units_) {
        return false;
    }
    if constexpr (checks_lists) {
        const auto right = static_cast<Index>(index + units);
        if (right > end_ || tag(right).left_free() || !tag(right).plausible(right)) {
            return false; // the long way says what is wrong
        }
    }
    RecentBlocks& recent = recent_blocks(recent_bin.of[units]);
    const HalfWord count = recent.count;
    if (count >= RecentBlocks::depth) {
        return false;
    }
    recent.blocks[count] = index;
    recent.count = count + 1;
    free_units_ += static_cast<Units>(units);
    word = own.with_recent().word();
    return true;
}

// Where recent blocks are kept, a request that is too large for them merges some, so it may be
// served all the same. Else the last bin that has a block tells.
[[gnu::always_inline]] inline bool Heap::may_list(Units units, Key key) const {
    if constexpr (has_recent) {
        return units >= keeping_units_ ? keeps_recent() || scale_.bin(key) <= largest_bin()
                                       : recent_bin.of[units] <= largest_bin();
    } else {
        return may_hold(key);
    }
}

[[gnu::always_inline]] inline void Heap::account_for_taken(Units units) {
    free_units_ -= units;
    if (config::statistics && free_units_ < minimum_free_units_) [[unlikely]] {
        minimum_free_units_ = free_units_;
    }
}

// Of the lists. Recent blocks' bins are numbered alike, and their table is quicker.
inline Bin Heap::bin_for(Units units) const {
    return has_recent && units < keeping_units_ ? recent_bin.of[units] : scale_.bin(key_of(units));
}

} // namespace smh::heap
