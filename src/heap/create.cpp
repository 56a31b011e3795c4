// Laying a heap out: what its control block has room for.
#include <cstddef>
#include <new>

#include "heap/blocks.hpp"

namespace smh::heap {

namespace {

// The control block, with the sentinel's tag, takes at most 1/34 of the region, which is under
// 3 %, unless the coarsest bins already take more.
constexpr std::size_t budget_of(Units units) {
    return std::size_t{units} * bytes_per_unit / 34;
}

// Recent blocks for fewer sizes than these are not worth having: up to 256 bytes.
constexpr Bin least_recent_bins = 18;

// The bins of recent blocks are numbered as those of the lists: with one bit less precision that
// is so for sizes that have a bin each.
constexpr Bin most_recent_bins(unsigned precision) {
    if (!has_recent || precision + 1 < recent_precision) {
        return 0;
    }
    return precision == recent_precision ? max_recent_bins : Bin{2} << precision;
}

} // namespace

// The finest that leaves room for some recent blocks, else the finest at all.
Scale Heap::choose_scale(Units units) {
    for (Bin recent_bins = has_recent ? least_recent_bins : 0;; recent_bins = 0) {
        for (unsigned precision = Scale::finest; precision > 0; --precision) {
            const Scale scale(precision);
            if (recent_bins <= most_recent_bins(precision) &&
                control_size(units, scale, recent_bins) + word_size <= budget_of(units)) {
                return scale;
            }
        }
        if (recent_bins == 0) {
            return Scale(0);
        }
    }
}

// As many as the budget has room for.
Bin Heap::choose_recent_bins(Units units, Scale scale) {
    const Bin most = most_recent_bins(scale.precision());
    const std::size_t used = control_size(units, scale, 0) - sizeof(Heap) + word_size;
    const std::size_t room =
        budget_of(units) > used ? (budget_of(units) - used) / sizeof(RecentBlocks) : 0;
    if (room < least_recent_bins || most == 0) {
        return 0;
    }
    return room < most ? static_cast<Bin>(room) : most;
}

bool Heap::plan(base::Range range, std::size_t alignment, Layout& layout) {
    if (range.size() > max_range || range.size() < granule) {
        return false;
    }
    // A range of exactly max_range has one unit more than an index can name.
    const std::size_t all_units = range.size() / bytes_per_unit;
    const Units units = all_units > ~Units{0} ? ~Units{0} : static_cast<Units>(all_units);
    layout.scale = choose_scale(units);
    layout.recent_bins = has_recent ? choose_recent_bins(units, layout.scale) : 0;
    const std::size_t control = control_size(units, layout.scale, layout.recent_bins);
    const auto before =
        static_cast<Units>(base::round_up(control + word_size, alignment) / bytes_per_unit);
    if (units < before || units - before < min_block_units) {
        return false;
    }
    const Index begin = small_machine ? static_cast<Index>(range.begin) : 0;
    layout.first = begin + before;
    layout.end = begin + units;
    return true;
}

Heap::Heap(const Layout& layout, HeapSecret secret)
    : Lists(layout.end, secret, layout.scale),
      recent_bins_(static_cast<std::uint8_t>(layout.recent_bins)) {
    static_assert(sizeof(Heap) == object_size &&
                  sizeof(Heap) <= first_recent_bin * sizeof(RecentBlocks));
    first_ = layout.first;
    lay_out(first_head(bins(), layout.recent_bins), bins());
    for (Bin bin = first_recent_bin; has_recent && bin < layout.recent_bins; ++bin) {
        recent_blocks(bin).count = 0;
    }
    if constexpr (has_recent) {
        start_keeping();
    }
    if constexpr (checks_lists) {
        evidence().sum = sum_of_constants();
    }
    set_tag(end_, Tag(end_, 0, false, false));
}

Heap* Heap::create(base::Range range, std::size_t alignment, std::uintptr_t seed) {
    Layout layout{0, 0, Scale(0), 0};
    if (!plan(range, alignment, layout)) {
        return nullptr;
    }
    const HeapSecret secret = HeapSecret::of(seed ^ range.begin);
    Heap* const heap = ::new (reinterpret_cast<void*>(range.begin)) Heap(layout, secret);
    const Index first = layout.first;
    heap->set_tag(layout.end, heap->tag(layout.end).with_left_free());
    heap->put(first, layout.end - first);
    heap->free_units_ = layout.end - first;
    heap->minimum_free_units_ = heap->free_units_;
    return heap;
}

} // namespace smh::heap
