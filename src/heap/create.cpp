// Laying a heap out: what its control block has room for.
#include <cstddef>
#include <new>

#include "heap/heap.hpp"

namespace smh::heap {

namespace {

// The control block, with the sentinel's tag, takes at most 1/34 of the region, which is under
// 3 %, unless the coarsest bins already take more; recent blocks at most 1/32.
constexpr std::size_t control_share = 34;
constexpr std::size_t recent_share = 32;

} // namespace

unsigned Heap::choose_precision(Units units) {
    const std::size_t budget = std::size_t{units} * unit_size / control_share;
    unsigned precision = max_precision;
    while (precision > 0 && control_size(bin_of(units, precision) + 2, 0) + word_size > budget) {
        --precision;
    }
    return precision;
}

// Fewer bins than have one size each are not worth having.
Bin Heap::choose_recent_bins(Units units, unsigned precision) {
    const std::size_t bins = std::size_t{units} * unit_size / recent_share / sizeof(RecentBlocks);
    if (!has_recent || precision != recent_precision || bins < Bin{1} << recent_precision) {
        return 0;
    }
    return bins < max_recent_bins ? static_cast<Bin>(bins) : max_recent_bins;
}

Heap::Heap(Units end, unsigned precision, Bin recent_bins)
    : end_(end), bins_(static_cast<std::uint16_t>(bin_of(end, precision) + 2)),
      precision_(static_cast<std::uint8_t>(precision)),
      recent_bins_(static_cast<std::uint8_t>(recent_bins)) {
    static_assert(sizeof(Heap) == 56 && sizeof(Heap) <= recent_offset);
    static_assert(offsetof(Heap, none_) == none * unit_size);
    static_assert(offsetof(Heap, absent_) == absent * unit_size);
    heads_offset_ = static_cast<std::uint16_t>(heads_offset(bins_, recent_bins));
    for (Bin bin = 0; bin < recent_bins; ++bin) {
        recent_blocks(bin).count = 0;
    }
    for (Bin number = 0; number < bitmap_words(bins_); ++number) {
        bitmap_word(number) = 0;
    }
    for (Bin bin = first_bin; bin < bins_; ++bin) {
        head(bin) = none;
    }
    start_keeping();
}

Heap* Heap::create(base::Range range) {
    if (range.size() > max_range || range.size() < unit_size) {
        return nullptr;
    }
    // A range of exactly max_range has one unit more than an index can name.
    const std::size_t all_units = range.size() / unit_size;
    const Units end = all_units > ~Units{0} ? ~Units{0} : static_cast<Units>(all_units);
    const unsigned precision = choose_precision(end);
    const Bin recent_bins = choose_recent_bins(end, precision);
    const std::size_t control = control_size(bin_of(end, precision) + 2, recent_bins);
    const auto first =
        static_cast<Units>(base::round_up(control + word_size, unit_size) / unit_size);
    if (end < first || end - first < min_block_units) {
        return nullptr;
    }
    Heap* const heap =
        ::new (reinterpret_cast<void*>(range.begin)) Heap(end, precision, recent_bins);
    heap->first_ = first;
    heap->set_tag(end, Tag(end, 0, false, true));
    heap->put(first, end - first);
    heap->minimum_free_units_ = heap->free_units_;
    return heap;
}

} // namespace smh::heap
