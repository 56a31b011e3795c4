// Recent blocks: kept, merged, and made a few at a time.
#pragma once

#include "heap/blocks.hpp"

namespace smh::heap {

// An allocated block of which the heap itself says so, and which is not counted as free.
template <class Places>
void BasicHeap<Places>::release(Index index) {
    Found found{index, tag(index), {}, 0, 0};
    if (!look_beside(found)) {
        note(Damage::tag, index);
    } else if (!checks_lists || usable_beside(found)) {
        merge(found);
    }
}

template <class Places>
void BasicHeap<Places>::merge_last(RecentBlocks& recent) {
    if constexpr (!has_recent) {
        return;
    }
    if (checks_lists && recent.count > RecentBlocks::depth) {
        recent.count = 0;
        return note(Damage::list, none);
    }
    --recent.count;
    const Index index = recent.blocks[recent.count];
    if (checks_lists && !recent_valid(index, static_cast<Bin>(&recent - &recent_blocks(0)))) {
        return note(Damage::list, index);
    }
    const Tag own = tag(index).without_recent();
    set_tag(index, own);
    free_units_ -= own.units();
    release(index);
}

// What keeping_units_ and keeping_bytes_ are where recent blocks are kept.
template <class Places>
std::uint16_t BasicHeap<Places>::most_kept_units() const {
    return static_cast<std::uint16_t>(smallest_of(recent_bins_, recent_precision));
}
template <class Places>
auto BasicHeap<Places>::most_kept_bytes() const -> typename Places::Kept {
    const Units largest = smallest_of(recent_bins_ - 1U, recent_precision);
    return static_cast<typename Places::Kept>(payload_of(largest));
}

// May they be used?
template <class Places>
bool BasicHeap<Places>::recent_sound() const {
    if (keeping_units_ == 0) {
        return keeping_bytes_ == 0 && cursor_sound();
    }
    return has_recent && recent_bins_ != 0 && keeping_units_ == most_kept_units() &&
           keeping_bytes_ == most_kept_bytes() && cursor_sound();
}

template <class Places>
bool BasicHeap<Places>::cursor_sound() const {
    return recent_cursor_ == first_recent_bin ||
           (recent_cursor_ > first_recent_bin && recent_cursor_ < recent_bins_);
}

template <class Places>
void BasicHeap<Places>::merge_recent() {
    if constexpr (exact) {
        return release_all_parked();
    }
    for (Bin bin = first_recent_bin; keeps_recent() && bin < recent_bins_; ++bin) {
        RecentBlocks& recent = recent_blocks(bin);
        while (recent.count != 0) {
            merge_last(recent);
        }
    }
}

// Blocks that nobody asks for again would lie in the way of large ones for ever. So each request
// that is too large for any recent block merges a few, from one bin after the other.
template <class Places>
void BasicHeap<Places>::merge_some_recent() {
    constexpr unsigned most = 48;
    for (unsigned look = 0; look < most; ++look) {
        RecentBlocks& recent = recent_blocks(recent_cursor_);
        if (recent.count != 0) {
            merge_last(recent);
        } else if (++recent_cursor_ == recent_bins_) {
            recent_cursor_ = first_recent_bin;
        }
    }
}

// A block of the bin, as large as any request of it, from a free block, listed where it is told.
// From a free block that is much larger come a few more at the same time, as recent blocks: who
// asks for one of a size often goes on to ask for many.
template <class Places>
auto BasicHeap<Places>::take_some(Index index, Bin listed, Bin bin) -> Result {
    constexpr Units most_units = 64;
    constexpr Units most_blocks = RecentBlocks::depth < 8 ? RecentBlocks::depth + 1 : 8;
    // So much that a block stays behind the cut, and the cut is exactly as long as it is told.
    constexpr Units much_larger = 2 * most_blocks;
    if (checks_lists && !usable(index)) {
        return {};
    }
    const Units units = smallest_of(bin, recent_precision);
    RecentBlocks& recent = recent_blocks(bin);
    const Units whole = tag(index).units();
    if (whole < much_larger * units || 2 * units > most_units || recent.count != 0) {
        return take_last(index, listed, units);
    }
    const Units fitting = most_units / units;
    const Units blocks = fitting < most_blocks ? fitting : most_blocks;
    const Index first = take(index, listed, whole - blocks * units);
    set_tag(first, Tag(first, units, false, true));
    // The last comes first, so that they are taken in the order of their addresses.
    for (Units number = blocks - 1; number != 0; --number) {
        const Index block = first + number * units;
        set_tag(block, Tag(block, units, false, false).with_recent());
        recent.blocks[recent.count] = block;
        recent.count += 1;
    }
    free_units_ += (blocks - 1) * units;
    account_for_taken(0);
    return this->result(first);
}

template <class Places>
void BasicHeap<Places>::start_keeping() {
    if (recent_bins_ != 0 && keeps_none_ == 0) {
        keeping_units_ = most_kept_units();
        keeping_bytes_ = most_kept_bytes();
    }
}

template <class Places>
void BasicHeap<Places>::keep_none(bool on) {
    keeps_none_ = on ? 1 : 0;
    if (on) {
        stop_keeping();
    } else if (free_units_ >= plenty(end_ - first_)) {
        start_keeping();
    }
}

// Scarce memory is packed tightly: nothing is kept until there is more again.
template <class Places>
void BasicHeap<Places>::stop_keeping() {
    merge_recent();
    keeping_units_ = 0;
    keeping_bytes_ = 0;
}

} // namespace smh::heap
