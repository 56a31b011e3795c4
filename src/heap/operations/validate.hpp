// What validation asks of one place: the control block, a bin, a block. Reads only.
#pragma once

#include "heap/blocks.hpp"

namespace smh::heap {

template <class Places>
bool BasicHeap<Places>::control_block_valid() const {
    if ((checks_lists && !sound()) || !scale_.valid() || recent_bins_ > max_recent_bins ||
        !recent_sound() || last_resort_ > 1 || keeps_none_ > 1 || !walks_valid() ||
        !this->blocks_behind(control_size(length(), scale_, recent_bins_)) || end_ < first_ ||
        (config::statistics && minimum_free_units_ > free_units_) || free_units_ > end_ - first_) {
        return false;
    }
    const Tag sentinel = tag(end_);
    return marks_valid(first_head(bins(), recent_bins_), bins()) && sentinel.units() == 0 &&
           !sentinel.free() && sentinel.sound(end_);
}

// Each that is under way has a place, and no other.
template <class Places>
bool BasicHeap<Places>::walks_valid() const {
    for (unsigned walk = 0; walk < max_walks; ++walk) {
        const Index cursor = cursors_[walk];
        const bool placed = is_place(cursor) || cursor == end_;
        if ((walks_ >> walk & 1U) != 0 ? !placed : cursor != 0) {
            return false;
        }
    }
    return walks_ < 1U << max_walks && (disturbed_walks_ & ~walks_) == 0;
}

template <class Places>
bool BasicHeap<Places>::bin_head_valid(Bin bin) const {
    const Index listed = head(bin);
    if (listed == none || !is_marked(bin)) {
        return listed == none && !is_marked(bin);
    }
    return free_block_valid(listed) && previous(listed, bin) == before_first(bin) &&
           scale_.bin(key_of(tag(listed).units())) == bin;
}

// The block at `index` agrees with its footer, its right neighbour and its list's links.
template <class Places>
bool BasicHeap<Places>::free_block_valid(Index index) const {
    if (!is_place(index)) {
        return false;
    }
    const Tag own = tag(index);
    if (!own.free() || own.left_free() || !own.sound(index) || own.units() < min_block_units ||
        own.units() > end_ - index) {
        return false;
    }
    const Index right = index + own.units();
    if (length_before(right) != own.units() || !tag(right).left_free() || tag(right).free()) {
        return false;
    }
    const Bin bin = scale_.bin(key_of(own.units()));
    const Index after = next(index, bin);
    const Index before = previous(index, bin);
    if ((after != none && (!is_place(after) || previous(after, bin) != index)) ||
        (before != before_first(bin) && (!is_place(before) || next(before, bin) != index))) {
        return false;
    }
    return before != before_first(bin) || head(bin) == index;
}

// The block at `index` agrees with its right neighbour, and a free one with all that knows of it.
template <class Places>
bool BasicHeap<Places>::block_valid(Index index) const {
    if (!is_place(index)) {
        return false;
    }
    const Tag own = tag(index);
    if (own.units() < min_block_units || own.units() > end_ - index || !own.sound(index) ||
        (own.free() && own.recent()) || (own.left_free() && index == first_)) {
        return false;
    }
    if (tag(index + own.units()).left_free() != own.free()) {
        return false;
    }
    if (own.free()) {
        return free_block_valid(index) && begin_filled(index, own.units());
    }
    if (!own.allocated()) {
        return true;
    }
    if constexpr (exact) {
        return canary_sound(index, own);
    } else {
        return noted_power(index, own) <= Lists::power_at(address_of(index));
    }
}

// Each place of the bin that is used holds another block of it that is marked as recent.
template <class Places>
bool BasicHeap<Places>::recent_valid(Bin bin) const {
    const RecentBlocks& recent = recent_blocks(bin);
    if (recent.count > RecentBlocks::depth) {
        return false;
    }
    for (HalfWord place = 0; place < recent.count; ++place) {
        if (!recent_valid(recent.blocks[place], bin)) {
            return false;
        }
        for (HalfWord other = 0; other < place; ++other) {
            if (recent.blocks[other] == recent.blocks[place]) {
                return false;
            }
        }
    }
    return true;
}

template <class Places>
bool BasicHeap<Places>::recent_valid(Index index, Bin bin) const {
    return is_place(index) && tag(index).recent() && tag(index).sound(index) &&
           tag(index).units() <= end_ - index &&
           bin_of(tag(index).units(), recent_precision) == bin;
}

} // namespace smh::heap
