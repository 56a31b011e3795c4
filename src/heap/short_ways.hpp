// The short ways of alloc and free: through the recent blocks, without a look at any neighbour.
//
// Inline, because who calls them (the pool) should be able to call nothing else on its way; so it
// needs no registers saved.
#pragma once

#include "heap/heap.hpp"

namespace smh::heap {

template <class Places>
[[gnu::always_inline]] inline Units BasicHeap<Places>::units_for(Size bytes, Size alignment) const {
    return bytes - 1 < Places::max_bytes ? this->units_of(bytes + note_size(alignment)) : 0;
}

template <class Places>
inline bool BasicHeap<Places>::alloc_recent(Size bytes, Result& block) {
    if (!has_recent || bytes - 1 >= keeping_bytes_ || (checks_lists && !sound())) [[unlikely]] {
        return false;
    }
    // That is bin_above: see there.
    const Bin bin = recent_bin_of(last_unit(bytes)) + 1U;
    RecentBlocks& recent = recent_blocks(bin);
    const HalfWord count = recent.count;
    if (count == 0) [[unlikely]] {
        return false;
    }
    if (checks_lists && count > RecentBlocks::depth) {
        return note(Damage::list, none), false;
    }
    const Index index = recent.blocks[count - 1];
    if (checks_lists && !recent_valid(index, bin)) {
        return note(Damage::list, index), false;
    }
    recent.count = count - 1;
    const Tag own = tag(index);
    set_tag(index, own.without_recent());
    account_for_taken(own.taken_units());
    block = this->result(index);
    return true;
}

template <class Places>
inline bool BasicHeap<Places>::free_recent(Address address) {
    const Address offset = address - origin();
    const Index index = units_in(offset);
    if (!has_recent || !at_granule(offset) || index < first_ || (checks_lists && !sound())) {
        return false;
    }
    auto& word = tag_word_at(address, index);
    const Tag own(word);
    const auto units = own.allocated_units(index);
    if (units >= keeping_units_) {
        return false;
    }
    if constexpr (checks_lists) {
        const auto right = static_cast<Index>(index + units);
        if (right > end_ || tag(right).left_free() || !tag(right).plausible(right)) {
            return false; // the long way says what is wrong
        }
    }
    RecentBlocks& recent = recent_blocks(recent_bin_of(static_cast<Units>(units)));
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

template <class Places>
[[gnu::always_inline]] inline auto BasicHeap<Places>::serve(Units units, Key key, Size alignment)
    -> Result {
    if (alignment > least_alignment()) {
        return alloc_aligned(units, key, alignment);
    }
    const Result block = serve_anywhere(units, key);
    if constexpr (Places::tags_hold_powers) {
        if (alignment > granule && block != Result{}) {
            note_alignment(block, alignment);
        }
    }
    return block;
}

// Where recent blocks are kept, a request that is too large for them merges some, so it may be
// served all the same. Else the last bin that has a block tells.
template <class Places>
[[gnu::always_inline]] inline bool BasicHeap<Places>::may_list(Units units, Key key) const {
    if constexpr (has_recent) {
        return units >= keeping_units_ ? keeps_recent() || scale_.bin(key) <= largest_bin()
                                       : recent_bin_of(units) <= largest_bin();
    } else {
        return may_hold(key);
    }
}

template <class Places>
[[gnu::always_inline]] inline void BasicHeap<Places>::account_for_taken(Units units) {
    free_units_ -= units;
    if (config::statistics && free_units_ < minimum_free_units_) [[unlikely]] {
        minimum_free_units_ = free_units_;
    }
}

// Of the lists. Recent blocks' bins are numbered alike, and their table is quicker.
template <class Places>
inline Bin BasicHeap<Places>::bin_for(Units units) const {
    return has_recent && units < keeping_units_ ? recent_bin_of(units) : scale_.bin(key_of(units));
}

} // namespace smh::heap
