#include "heap/recent.hpp"

#include "heap/heap.hpp"

namespace smh::heap {

void Heap::merge_last(RecentBlocks& recent) {
    --recent.count;
    const Index index = recent.blocks[recent.count];
    const Tag own = tag(index).without_recent();
    free_units_ -= own.units();
    merge(index, own);
}

void Heap::merge_recent() {
    for (Bin bin = first_bin; keeps_recent() && bin < recent_bins_; ++bin) {
        RecentBlocks& recent = recent_blocks(bin);
        while (recent.count != 0) {
            merge_last(recent);
        }
    }
}

// Blocks that nobody asks for again would lie in the way of large ones for ever. So each request
// that is too large for any recent block merges a few, from one bin after the other.
void Heap::merge_some_recent() {
    constexpr unsigned looks = 64;
    for (unsigned look = 0; look < looks; ++look) {
        RecentBlocks& recent = recent_blocks(recent_cursor_);
        if (recent.count != 0) {
            merge_last(recent);
        } else if (++recent_cursor_ == recent_bins_) {
            recent_cursor_ = first_bin;
        }
    }
}

void Heap::start_keeping() {
    if (recent_bins_ != 0) {
        const Units largest = smallest_of(recent_bins_ - 1U, recent_precision);
        keeping_units_ = static_cast<std::uint16_t>(smallest_of(recent_bins_, recent_precision));
        keeping_bytes_ = static_cast<std::uint16_t>(largest * unit_size - word_size);
    }
}

// Scarce memory is packed tightly: nothing is kept until there is more again.
void Heap::stop_keeping() {
    merge_recent();
    keeping_units_ = 0;
    keeping_bytes_ = 0;
}

} // namespace smh::heap
