// A damaged heap made valid again.
//
// Its blocks are what counts, and what is known of them are their tags. So those are followed from
// the first block on, and all else is laid out anew: control block, lists, flags, canaries. Where
// the tags do not lead on, the next place is looked for from which they lead to the end of the
// region; what lies before it is one allocated block then, so that nobody is given memory that may
// be in use.
#pragma once

#include <new>

#include "heap/blocks.hpp"

namespace smh::heap {

// Is there a block at this place that agrees with the tag behind it?
template <class Places>
bool BasicHeap<Places>::leads_on(Index index) const {
    const Tag own = tag(index);
    if (!is_place(index) || !own.sound(index) || own.units() < min_block_units ||
        own.units() > end_ - index) {
        return false;
    }
    const Index right = index + own.units();
    if (right == end_) {
        return true;
    }
    const Tag beside = tag(right);
    return beside.sound(right) && beside.units() >= min_block_units &&
           beside.units() <= end_ - right;
}

// As leads_on, and all blocks from there on do, and agree with what is beside them. The tag at the
// end, which may be damaged, says nothing of the last.
template <class Places>
bool BasicHeap<Places>::leads_to_end(Index index) const {
    while (index != end_) {
        if (!leads_on(index)) {
            return false;
        }
        const Tag own = tag(index);
        const Index right = index + own.units();
        if ((right != end_ && tag(right).left_free() != own.free()) ||
            (own.free() && length_before(right) != own.units())) {
            return false;
        }
        index = right;
    }
    return true;
}

// Where the block that comes behind the one at `index` begins.
template <class Places>
Index BasicHeap<Places>::next_place(Index index) const {
    const Units own = tag(index).units();
    if (leads_on(index)) {
        return index + own;
    }
    Index place = index + min_block_units;
    while (place < end_ && !leads_to_end(place)) {
        place += units_per_granule;
    }
    // An overrun destroys the tag behind a block, and not the block's own.
    const bool own_sound = tag(index).sound(index) && own >= min_block_units &&
                           own < end_ - index && index + own < place;
    return own_sound ? index + own : place < end_ ? place : end_;
}

template <class Places>
std::size_t BasicHeap<Places>::repair(const Span& span) {
    Layout layout;
    plan(span, layout);
    layout.geometry.secret = this->secret_;
    const typename Places::Parked parking = parking_;
    const bool last_resort = last_resort_ != 0;
    const bool keeps_none = keeps_none_ != 0;
    const Units minimum_free = minimum_free_units_;
    const auto walks = static_cast<std::uint8_t>(walks_ % (1U << max_walks));
    Index cursors[max_walks];
    __builtin_memcpy(cursors, cursors_, sizeof cursors);
    this->set_places(layout.geometry);
    const bool last_free = tag(end_).left_free();

    ::new (this) BasicHeap(layout);
    set_tag(end_, Tag(end_, 0, false, last_free));
    set_last_resort(last_resort);
    walks_ = walks;
    disturbed_walks_ = walks;
    for (unsigned walk = 0; walk < max_walks; ++walk) {
        const bool leads = is_place(cursors[walk]);
        cursors_[walk] = (walks >> walk & 1U) == 0 ? 0 : leads ? cursors[walk] : end_;
    }
    if (keeps_none) {
        keep_none(true);
    }
    const std::size_t allocated = list_all(parking);
    minimum_free_units_ = minimum_free < free_units_ ? minimum_free : free_units_;
    return allocated;
}

// A short tag has no check: then the one behind it must say so, too.
template <class Places>
bool BasicHeap<Places>::is_free(Index index, Index right) const {
    return tag(index).free() && (Places::free_tags_have_checks || tag(right).left_free());
}

// All blocks, from the first on. What was set aside and waits is free then; what is just being
// filled stays as it is, and counts as allocated.
template <class Places>
std::size_t BasicHeap<Places>::list_all(const typename Places::Parked& before) {
    std::size_t allocated = 0;
    Index free = end_; // where a free block begins that is not listed yet; else the end
    for (Index index = first_; index != end_;) {
        const Index right = next_place(index);
        const Tag own = tag(index);
        const bool known = own.sound(index) && own.units() == right - index;
        if (known && (is_free(index, right) || (own.recent() && !being_filled(index, before)))) {
            free = free == end_ ? index : free;
        } else {
            const Tag plain(index, right - index, false, false);
            set_tag(index, known && !own.free() ? own.without_left_free() : plain);
            if constexpr (exact) {
                parking().parked += known && own.recent() ? 1U : 0U;
            }
            list_before(index, free);
            mend_canary(index);
            ++allocated;
        }
        index = right;
    }
    set_tag(end_, Tag(end_, 0, false, false));
    list_before(end_, free);
    return allocated;
}

// Lists what is free before an allocated block, if anything is.
template <class Places>
void BasicHeap<Places>::list_before(Index index, Index& free) {
    if (free != end_) {
        const Units units = index - free;
        set_tag(index, tag(index).with_left_free());
        put(free, units);
        free_units_ += units;
        pass_over(free, units);
        free = end_;
    }
}

// Where it says nothing that can be believed, all bytes are the user's, and the block was asked for
// at the alignment that it has.
template <class Places>
void BasicHeap<Places>::mend_canary(Index index) {
    if constexpr (exact) {
        const Tag own = tag(index);
        if (own.allocated() && !canary_sound(index, own)) {
            seal(address_of(index), usable_bytes(index, own), noted_alignment(index, own));
        }
    }
}

} // namespace smh::heap
