// Laying a heap out: what its control block has room for.
#pragma once

#include <cstddef>
#include <new>

#include "heap/blocks.hpp"

namespace smh::heap {

// Recent blocks for fewer sizes than these are not worth having: up to 256 bytes.
inline constexpr Bin least_recent_bins = 18;

// The bins of recent blocks are numbered as those of the lists: with one bit less precision that
// is so for sizes that have a bin each.
constexpr Bin most_recent_bins(unsigned precision) {
    if (!has_recent || precision + 1 < recent_precision) {
        return 0;
    }
    return precision == recent_precision ? max_recent_bins : Bin{2} << precision;
}

// The finest that leaves room for some recent blocks, else the finest at all.
template <class Places>
auto BasicHeap<Places>::choose_scale(Units units) -> Scale {
    for (Bin recent_bins = has_recent ? least_recent_bins : 0;; recent_bins = 0) {
        for (unsigned precision = Scale::finest; precision > 0; --precision) {
            const Scale scale(precision);
            if (recent_bins <= most_recent_bins(precision) &&
                control_size(units, scale, recent_bins) + word_size <= Places::budget_of(units)) {
                return scale;
            }
        }
        if (recent_bins == 0) {
            return Scale(0);
        }
    }
}

// As many as the budget has room for.
template <class Places>
Bin BasicHeap<Places>::choose_recent_bins(Units units, Scale scale) {
    const Bin most = most_recent_bins(scale.precision());
    const std::size_t budget = Places::budget_of(units);
    const std::size_t used =
        control_size(units, scale, 0) - sizeof(BasicHeap) + Places::before_recent + word_size;
    const std::size_t room = budget > used ? (budget - used) / sizeof(RecentBlocks) : 0;
    if (room < least_recent_bins || most == 0) {
        return 0;
    }
    return room < most ? static_cast<Bin>(room) : most;
}

template <class Places>
bool BasicHeap<Places>::plan(const Span& span, Layout& layout) {
    const Units units = Places::units_in(span);
    if (units == 0) {
        return false;
    }
    layout.scale = choose_scale(units);
    layout.recent_bins = has_recent ? choose_recent_bins(units, layout.scale) : 0;
    return Places::fit(span, units, control_size(units, layout.scale, layout.recent_bins),
                       layout.geometry);
}

template <class Places>
BasicHeap<Places>::BasicHeap(const Layout& layout)
    : Lists(layout.geometry, layout.scale),
      recent_bins_(static_cast<std::uint8_t>(layout.recent_bins)) {
    if constexpr (small) {
        static_assert(sizeof(BasicHeap) == Lists::object_size);
    }
    static_assert(sizeof(BasicHeap) <=
                  Places::before_recent + first_recent_bin * sizeof(RecentBlocks));
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

template <class Places>
BasicHeap<Places>* BasicHeap<Places>::create(const Span& span, std::uintptr_t seed) {
    Layout layout;
    if (!plan(span, layout)) {
        return nullptr;
    }
    const std::uintptr_t place = Places::place_of(span);
    layout.geometry.secret = Places::Secret::of(seed ^ place);
    auto* const heap = ::new (reinterpret_cast<void*>(place)) BasicHeap(layout);
    const Index first = heap->first_;
    heap->set_tag(heap->end_, heap->tag(heap->end_).with_left_free());
    heap->put(first, heap->end_ - first);
    heap->free_units_ = heap->end_ - first;
    heap->minimum_free_units_ = heap->free_units_;
    return heap;
}

} // namespace smh::heap
