// Cutting and growing free blocks: the steps of which alloc and free are made.
//
// Inline: each is a few instructions, and who calls them has the bins at hand.
#pragma once

#include "heap/short_ways.hpp"

namespace smh::heap {

[[gnu::always_inline]] inline void Heap::mark_free(Index index, Units units) {
    set_tag(index, Tag(index, units, true, false));
    footer_before(index + units) = units;
    if constexpr (fills_freed) {
        fill_begin(index, units);
    }
}

// A place where a block may begin.
[[gnu::always_inline]] inline bool Heap::is_place(Index index) const {
    return index >= first_ && index < end_ && index % units_per_granule == 0;
}

// Into a list, the first block of which is written. What is not listed then repair lists.
[[gnu::always_inline]] inline void Heap::list(Index index, Bin bin) {
    if constexpr (checks_lists) {
        const Index listed = head(bin);
        if (listed != none && (!is_place(listed) || previous(listed) != before_first(bin))) {
            return note(Damage::list, listed);
        }
    }
    link(index, bin);
}

// Makes [index, index + units) one free block. Its neighbours are allocated, and the tag of the
// right one says already that its left neighbour is free.
[[gnu::always_inline]] inline void Heap::put(Index index, Units units) {
    list(index, bin_for(units));
    mark_free(index, units);
}

// A free block that only grows or shrinks at its right end stays in its list as long as it can; on
// small machines, where that is seldom, to ask costs as much as it saves.
[[gnu::always_inline]] inline void Heap::resize(Index index, Bin bin, Units units) {
    const Bin after = bin_for(units);
    if (small_machine || after != bin) {
        unlink(index, bin);
        list(index, after);
    }
    mark_free(index, units);
}

// Makes what lies behind the first `left` units of a free block an allocated one. `left` is 0 or
// enough to stay a block.
[[gnu::always_inline]] inline Index Heap::take(Index index, Bin bin, Units left) {
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
[[gnu::always_inline]] inline void* Heap::taken(Index block) {
    account_for_taken(0);
    return reinterpret_cast<void*>(address_of(block));
}

// The last byte of a block that was asked for at an alignment: which power of two that is, three
// times. A byte that has lost a bit is no multiple of three.
inline unsigned char& Heap::alignment_note(Index index, Units units) const {
    return *reinterpret_cast<unsigned char*>(address_of(index + units) - word_size - 1);
}

inline void Heap::note_alignment(Index block, std::size_t alignment) {
    if constexpr (config::exact) {
        return; // see seal
    }
    const Tag own = tag(block);
    if (alignment > granule) {
        set_tag(block, own.with_aligned());
        alignment_note(block, own.units()) =
            static_cast<unsigned char>(3 * base::lowest_bit(std::uintptr_t{alignment}));
    } else {
        set_tag(block, own.without_aligned());
    }
}

// From the high end, so that what is left of the free block stays where it is. Null where the block
// cannot be used.
[[gnu::always_inline]] inline void* Heap::take_last(Index index, Bin bin, Units units) {
    if (checks_lists && !usable(index)) {
        return nullptr;
    }
    const Units left = tag(index).units() - units;
    const Index block = take(index, bin, left < min_block_units ? 0 : left);
    return taken(block);
}

// What lies beside the allocated block that `found` names. False where it does not say the same of
// that as its own tag.
[[gnu::always_inline]] inline bool Heap::look_beside(Found& found) const {
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
    const Word length = footer_before(found.index);
    if (checks_blocks && length > found.index - first_) {
        return false;
    }
    found.left_units = static_cast<Units>(length);
    const Index left = found.index - found.left_units;
    // Some cores stop where a word is read that is not at a multiple of its size; and no tag says
    // a length that is none.
    const Tag beside = tag(left & ~(units_per_granule - 1));
    return !checks_blocks || beside.word() == Tag(left, found.left_units, true, false).word();
}

[[gnu::always_inline]] inline FreeResult Heap::damaged(Damage damage, Index place) const {
    note(damage, place);
    return FreeResult::damaged;
}

// What is at an address in the region: `freed` and `owned` stand for a block that can be freed.
[[gnu::always_inline]] inline FreeResult Heap::examine(std::uintptr_t address, Found& found) const {
    const Index index = index_of(address);
    if (checks_blocks && (address % granule != 0 || index < first_)) {
        return FreeResult::interior_pointer;
    }
    const Tag own = tag(index);
    if (checks_blocks &&
        (!own.plausible(index) || own.units() < min_block_units || own.units() > end_ - index)) {
        return fills_freed && own.word() == freed_word ? FreeResult::double_free
                                                       : FreeResult::interior_pointer;
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
    return agrees ? block : small_machine ? FreeResult::interior_pointer : FreeResult::damaged;
}

// Makes an allocated block one free block together with its free neighbours.
[[gnu::always_inline]] inline void Heap::merge(const Found& found) {
    const Units units = found.own.units();
    const Index right = found.index + units;
    const Index first = found.index - found.left_units;
    const Units all = found.left_units + units + found.right_units;
    free_units_ += units;
    // Before its links are filled; else it leaves its list last: it is not the largest block then.
    if (fills_freed && found.right_units != 0) {
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
    } else if (!fills_freed) {
        unlink(right, bin_for(found.right_units));
    }
    if (walks_ != 0) [[unlikely]] {
        pass_over(first, all);
    }
}

} // namespace smh::heap
