// Walk and validate. Validate reads only. Both end whatever the region holds.
#include "heap/heap.hpp"

namespace smh::heap {

void Heap::walk(BlockVisitor visitor, void* context) {
    merge_recent();
    for (Index index = first_; index < end_;) {
        const Tag own = tag(index);
        const std::size_t footprint = own.units() * unit_size;
        visitor(context, {reinterpret_cast<const void*>(address_of(index)), footprint - word_size,
                          footprint, own.free()});
        // A length of 0 or past the end is a damaged tag; validate says so.
        if (own.units() == 0 || own.units() > end_ - index) {
            return;
        }
        index += own.units();
    }
}

bool Heap::validate(Depth depth) const {
    if (!control_block_valid()) {
        return false;
    }
    for (Bin bin = scale_.first_bin(); bin < bins(); ++bin) {
        if (!bin_head_valid(bin)) {
            return false;
        }
    }
    if (depth == Depth::quick) {
        return true;
    }
    Census found;
    return blocks_valid(found) && lists_valid(found.free) && recent_valid(found.recent);
}

bool Heap::control_block_valid() const {
    if (!scale_.valid() || recent_bins_ > max_recent_bins ||
        heads_offset_ != first_head(bins(), recent_bins_) - scale_.first_bin() * sizeof(HalfWord) ||
        first_ * std::size_t{unit_size} < control_size(end_, scale_, recent_bins_) + word_size ||
        end_ < first_ || none_tag_[8 / word_size - 1] != 0 || minimum_free_units_ > free_units_ ||
        free_units_ > end_ - first_) {
        return false;
    }
    const Tag sentinel = tag(end_);
    const Word below_first = (Word{1} << scale_.first_bin()) - 1;
    return (bitmap_word(0) & below_first) == 0 && largest_bin() < bins() &&
           largest_bin() == last_filled(bitmap_words(bins()) * word_bits - 1) &&
           sentinel.units() == 0 && !sentinel.free() && sentinel.sound(end_);
}

bool Heap::bin_head_valid(Bin bin) const {
    const Index listed = head(bin);
    const bool marked = (bitmap_word(bin / word_bits) >> bin % word_bits & 1U) != 0;
    if (listed == none || !marked) {
        return listed == none && !marked;
    }
    return free_block_valid(listed) && previous(listed) == none &&
           scale_.bin(key_of(tag(listed).units())) == bin;
}

// The block at `index` agrees with its footer, its right neighbour and its list's links.
bool Heap::free_block_valid(Index index) const {
    if (index < first_ || index >= end_) {
        return false;
    }
    const Tag own = tag(index);
    if (!own.free() || own.left_free() || !own.sound(index) || own.units() < min_block_units ||
        own.units() > end_ - index) {
        return false;
    }
    const Index right = index + own.units();
    if (footer_before(right) != own.units() || !tag(right).left_free() || tag(right).free()) {
        return false;
    }
    const Index after = next(index);
    const Index before = previous(index);
    const auto listed = [this](Index other) { return other >= first_ && other < end_; };
    if ((after != none && (!listed(after) || previous(after) != index)) ||
        (before != none && (!listed(before) || next(before) != index))) {
        return false;
    }
    return before != none || head(scale_.bin(key_of(own.units()))) == index;
}

bool Heap::blocks_valid(Census& found) const {
    Units free_units = 0;
    bool left_free = false;
    Index index = first_;
    while (index < end_) {
        const Tag own = tag(index);
        if (own.units() < min_block_units || own.units() > end_ - index || !own.sound(index) ||
            own.left_free() != left_free || (own.free() && own.recent())) {
            return false;
        }
        if (own.free() && !free_block_valid(index)) {
            return false;
        }
        found.free += own.free() ? 1U : 0U;
        found.recent += own.recent() ? 1U : 0U;
        free_units += own.allocated() ? 0 : own.units();
        left_free = own.free();
        index += own.units();
    }
    return index == end_ && tag(end_).left_free() == left_free && free_units == free_units_;
}

// Every listed block is a free block of its bin, and there are as many as the walk has found.
bool Heap::lists_valid(std::size_t free_blocks) const {
    std::size_t listed = 0;
    for (Bin bin = scale_.first_bin(); bin < bins(); ++bin) {
        for (Index index = head(bin); index != none; index = next(index)) {
            if (++listed > free_blocks || !free_block_valid(index) ||
                scale_.bin(key_of(tag(index).units())) != bin) {
                return false;
            }
        }
    }
    return listed == free_blocks;
}

// Each place that is used holds a block of the bin that is marked as recent, and there are as many
// as the walk has found.
bool Heap::recent_valid(std::size_t recent_blocks_found) const {
    std::size_t kept = 0;
    for (Bin bin = first_recent_bin; bin < recent_bins_; ++bin) {
        const RecentBlocks& recent = recent_blocks(bin);
        if (recent.count > RecentBlocks::depth) {
            return false;
        }
        for (HalfWord place = 0; place < recent.count; ++place) {
            const Index index = recent.blocks[place];
            if (index < first_ || index >= end_ || !tag(index).recent() ||
                !tag(index).sound(index) || bin_of(tag(index).units(), recent_precision) != bin) {
                return false;
            }
        }
        kept += recent.count;
    }
    return kept == recent_blocks_found;
}

} // namespace smh::heap
