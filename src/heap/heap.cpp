#include "heap/heap.hpp"

#include <new>

namespace smh::heap {

namespace {

// The control block, with the sentinel's tag, takes at most 1/34 of the region, which is under
// 3 %, unless the coarsest bins already take more.
constexpr std::size_t control_share = 34;

} // namespace

unsigned Heap::choose_precision(Units units) {
    const std::size_t budget = units * unit_size / control_share;
    unsigned precision = max_precision;
    while (precision > 0 && control_size(bin_of(units, precision) + 2) + word_size > budget) {
        --precision;
    }
    return precision;
}

Heap::Heap(Units end, unsigned precision)
    : end_(end), bins_(static_cast<std::uint16_t>(bin_of(end, precision) + 2)),
      precision_(static_cast<std::uint16_t>(precision)) {
    for (Bin word = 0; word < bitmap_words(bins_); ++word) {
        bitmap()[word] = 0;
    }
    for (Bin bin = first_bin; bin < bins_; ++bin) {
        head(bin) = 0;
    }
}

Heap* Heap::create(base::Range range) {
    if (range.size() > max_range || range.size() < unit_size) {
        return nullptr;
    }
    // A range of exactly max_range has one unit more than an index can name.
    const std::size_t all_units = range.size() / unit_size;
    const Units end = all_units > ~Units{0} ? ~Units{0} : static_cast<Units>(all_units);
    const unsigned precision = choose_precision(end);
    const std::size_t control = control_size(bin_of(end, precision) + 2);
    const auto first =
        static_cast<Units>(base::round_up(control + word_size, unit_size) / unit_size);
    if (end < first || end - first < min_block_units) {
        return nullptr;
    }
    Heap* const heap = ::new (reinterpret_cast<void*>(range.begin)) Heap(end, precision);
    heap->first_ = first;
    heap->set_tag(end, Tag(end, 0, false, false));
    heap->put(first, end - first);
    heap->minimum_free_units_ = heap->free_units_;
    return heap;
}

void* Heap::alloc(std::size_t bytes) {
    const Units units = units_for(bytes);
    if (units == 0) {
        return nullptr;
    }
    const Index index = find(units);
    return index == 0 ? nullptr : take(index, 0, units);
}

void* Heap::aligned_alloc(std::size_t alignment, std::size_t bytes) {
    if (alignment <= unit_size) {
        return alloc(bytes);
    }
    const Units units = units_for(bytes);
    if (units == 0) {
        return nullptr;
    }
    Units gap = 0;
    const Index index = find_aligned(units, alignment, gap);
    return index == 0 ? nullptr : take(index, gap, units);
}

FreeResult Heap::free(std::uintptr_t address) {
    const FreeResult result = check_block(address);
    if (result != FreeResult::freed) {
        return result;
    }
    auto index = static_cast<Index>((address - start()) / unit_size);
    const Tag own = tag(index);
    Units units = own.units();
    // Stays behind as the mark of a freed block where the left neighbour swallows this one.
    set_tag(index, own.with_free());

    const Index right = index + units;
    const Tag right_tag = tag(right);
    if (right_tag.free()) {
        unlink(right, right_tag.units());
        free_units_ -= right_tag.units();
        units += right_tag.units();
    }
    if (own.left_free()) {
        const auto left_units = static_cast<Units>(footer_before(index));
        index -= left_units;
        unlink(index, left_units);
        free_units_ -= left_units;
        units += left_units;
    }
    put(index, units);
    return FreeResult::freed;
}

// Units that a request needs, its tag included; 0 for a request that no block can serve.
Units Heap::units_for(std::size_t bytes) const {
    if (bytes == 0 || bytes > static_cast<std::size_t>(end_ - first_) * unit_size) {
        return 0;
    }
    const auto units = static_cast<Units>((bytes + word_size + unit_size - 1) / unit_size);
    return units < min_block_units ? min_block_units : units;
}

// Turns the free block at `index` into: a free block of `gap` units, an allocated one of `units`,
// and what is left. Either rest is too small for a block or becomes one; a gap is never too small.
void* Heap::take(Index index, Units gap, Units units) {
    const Units whole = tag(index).units();
    const Index right = index + whole;
    unlink(index, whole);
    free_units_ -= whole;

    const Index block = index + gap;
    Units rest = whole - gap - units;
    if (rest < min_block_units) {
        units += rest;
        rest = 0;
        set_tag(right, tag(right).without_left_free());
    }
    set_tag(block, Tag(block, units, false, gap != 0));
    if (rest != 0) {
        put(block + units, rest);
    }
    if (gap != 0) {
        put(index, gap);
    }
    if (free_units_ < minimum_free_units_) {
        minimum_free_units_ = free_units_;
    }
    return reinterpret_cast<void*>(address_of(block));
}

// Makes [index, index + units) one free block. Its neighbours are allocated.
void Heap::put(Index index, Units units) {
    const Index right = index + units;
    set_tag(index, Tag(index, units, true, false));
    footer_before(right) = units;
    set_tag(right, tag(right).with_left_free());
    link(index, units);
    free_units_ += units;
}

FreeResult Heap::check_block(std::uintptr_t address) const {
    const std::uintptr_t offset = address - start();
    if (offset % unit_size != 0 || offset / unit_size < first_ || offset / unit_size >= end_) {
        return FreeResult::interior_pointer;
    }
    const auto index = static_cast<Index>(offset / unit_size);
    const Tag own = tag(index);
    if (!own.plausible(index) || own.units() < min_block_units || own.units() > end_ - index) {
        return FreeResult::interior_pointer;
    }
    if (own.free()) {
        return FreeResult::double_free;
    }
    const Index right = index + own.units();
    const Tag right_tag = tag(right);
    if (right_tag.left_free() || !right_tag.plausible(right) || right_tag.units() > end_ - right) {
        return FreeResult::interior_pointer;
    }
    if (own.left_free()) {
        const Word left_units = footer_before(index);
        if (left_units < min_block_units || left_units > index - first_) {
            return FreeResult::interior_pointer;
        }
        const Tag left = tag(index - static_cast<Units>(left_units));
        if (!left.free() || left.units() != left_units) {
            return FreeResult::interior_pointer;
        }
    }
    return FreeResult::freed;
}

} // namespace smh::heap
