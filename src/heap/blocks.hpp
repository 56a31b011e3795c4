// Cutting and growing free blocks: the steps of which alloc and free are made.
//
// Inline: each is a few instructions, and who calls them has the bins at hand.
#pragma once

#include "heap/short_ways.hpp"

namespace smh::heap {

template <class Places>
[[gnu::always_inline]] inline void BasicHeap<Places>::mark_free(Index index, Units units) {
    set_free(index, units);
    if constexpr (fills_freed) {
        fill_begin(index, units);
    }
}

// A place where a block may begin.
template <class Places>
[[gnu::always_inline]] inline bool BasicHeap<Places>::is_place(Index index) const {
    return index >= first_ && index < end_ && index % units_per_granule == 0;
}

// Into a list, the first block of which is written. What is not listed then repair lists.
template <class Places>
[[gnu::always_inline]] inline void BasicHeap<Places>::list(Index index, Bin bin) {
    if constexpr (checks_lists) {
        const Index listed = head(bin);
        if (listed != none && (!is_place(listed) || previous(listed, bin) != before_first(bin))) {
            return note(Damage::list, listed);
        }
    }
    link(index, bin);
}

// Makes [index, index + units) one free block. Its neighbours are allocated, and the tag of the
// right one says already that its left neighbour is free.
template <class Places>
[[gnu::always_inline]] inline void BasicHeap<Places>::put(Index index, Units units) {
    list(index, bin_for(units));
    mark_free(index, units);
}

// A free block that only grows or shrinks at its right end stays in its list as long as it can; on
// small machines, where that is seldom, to ask costs as much as it saves.
template <class Places>
[[gnu::always_inline]] inline void BasicHeap<Places>::resize(Index index, Bin bin, Units units) {
    const Bin after = bin_for(units);
    if (small || after != bin) {
        unlink(index, bin);
        list(index, after);
    }
    mark_free(index, units);
}

// Makes what lies behind the first `left` units of a free block an allocated one. `left` is 0 or
// enough to stay a block.
template <class Places>
[[gnu::always_inline]] inline Index BasicHeap<Places>::take(Index index, Bin bin, Units left) {
    const Units whole = tag(index).units();
    const Index right = index + whole;
    set_tag(right, tag(right).without_left_free());
    if (left == 0) {
        free_units_ -= whole;
        unlink(index, bin);
        set_tag(index, Tag(index, whole, false, false));
        return index;
    }
    resize(index, bin, left);
    const Index block = index + left;
    const Units units = whole - left;
    free_units_ -= units;
    set_tag(block, Tag(block, units, false, true));
    return block;
}

// For the user.
template <class Places>
[[gnu::always_inline]] inline auto BasicHeap<Places>::taken(Index block) -> Result {
    account_for_taken(0);
    return this->result(block);
}

template <class Places>
inline void BasicHeap<Places>::note_alignment(Index block, Size alignment) {
    if constexpr (!exact) { // else seal does
        note_power(block, tag(block), alignment > granule ? base::lowest_bit(alignment) : 0);
    }
}

// From the high end, so that what is left of the free block stays where it is. Null where the block
// cannot be used.
template <class Places>
[[gnu::always_inline]] inline auto BasicHeap<Places>::take_last(Index index, Bin bin, Units units)
    -> Result {
    if (checks_lists && !usable(index)) {
        return {};
    }
    const Units left = tag(index).units() - units;
    const Index block = take(index, bin, left < min_block_units ? 0 : left);
    return taken(block);
}

// What lies beside the allocated block that `found` names. False where it does not say the same of
// that as its own tag.
template <class Places>
[[gnu::always_inline]] inline bool BasicHeap<Places>::look_beside(Found& found) const {
    const Index right = found.index + found.own.units();
    found.right = tag(right);
    found.right_units = 0;
    found.left_units = 0;
    if (checks_blocks && (found.right.left_free() || !found.right.plausible(right))) {
        return false;
    }
    if (found.right.free()) {
        found.right_units = found.right.units();
        if (checks_blocks && found.right_units > end_ - right) {
            return false;
        }
    }
    if (!found.own.left_free()) {
        return true;
    }
    const auto left_units = length_before(found.index);
    if (checks_blocks && left_units > found.index - first_) {
        return false;
    }
    found.left_units = static_cast<Units>(left_units);
    const Index left = found.index - found.left_units;
    // Some cores stop where a word is read that is not at a multiple of its size; and no tag says
    // a length that is none.
    const Tag beside = tag(left & ~(units_per_granule - 1));
    return !checks_blocks || beside.is_free(left, found.left_units);
}

template <class Places>
[[gnu::always_inline]] inline FreeResult BasicHeap<Places>::damaged(Damage damage,
                                                                    Index place) const {
    note(damage, place);
    return FreeResult::damaged;
}

// What is at an address in the region: `freed` and `owned` stand for a block that can be freed.
template <class Places>
[[gnu::always_inline]] inline FreeResult BasicHeap<Places>::examine(Address address,
                                                                    Found& found) const {
    const Index index = index_of(address);
    if (checks_blocks && (!at_granule(address) || index < first_)) {
        return FreeResult::interior_pointer;
    }
    const Tag own = tag(index);
    if (checks_blocks &&
        (!own.plausible(index) || own.units() < min_block_units || own.units() > end_ - index)) {
        return is_freed(index) ? FreeResult::double_free : FreeResult::interior_pointer;
    }
    FreeResult block = FreeResult::freed;
    if (!own.plain()) {
        if (checks_blocks && !own.allocated()) {
            return FreeResult::double_free;
        }
        block = FreeResult::owned;
    }
    found.index = index;
    found.own = own;
    const bool agrees = look_beside(found);
    if constexpr (checks_lists) {
        return examine_closely(found, agrees, block);
    }
    // Only a wide tag has a check of its own, so that it is the neighbours that are wrong.
    return agrees ? block : small ? FreeResult::interior_pointer : FreeResult::damaged;
}

// Makes an allocated block one free block together with its free neighbours.
template <class Places>
[[gnu::always_inline]] inline void BasicHeap<Places>::merge(const Found& found) {
    const Units units = found.own.units();
    const Index right = found.index + units;
    const Index first = found.index - found.left_units;
    const Units all = found.left_units + units + found.right_units;
    free_units_ += units;
    // Before its links are overwritten; else it leaves its list last: it is not the largest block
    // then.
    constexpr bool unlinked_first = fills_freed || Places::tags_hold_links;
    if (unlinked_first && found.right_units != 0) {
        unlink(right, bin_for(found.right_units));
    }
    if (!found.own.left_free()) {
        put(first, all);
    } else {
        // Stays behind as the mark of a freed block.
        set_tag(found.index, found.own.with_free());
        resize(first, bin_for(found.left_units), all);
    }
    if (found.right_units == 0) {
        set_tag(right, found.right.with_left_free());
    } else if (!unlinked_first) {
        unlink(right, bin_for(found.right_units));
    }
    if (walks_ != 0) [[unlikely]] {
        pass_over(first, all);
    }
}

} // namespace smh::heap
