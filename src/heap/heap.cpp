#include "heap/heap.hpp"

#include "heap/short_ways.hpp"

namespace smh::heap {

namespace {

// A heap that is a last resort keeps no recent blocks from where less than 3/8 of it is free until
// half of it is: from there on fragments decide whether a large request can be served.
constexpr Units scarce(Units all) {
    return all / 8 * 3;
}
constexpr Units plenty(Units all) {
    return all / 2;
}

} // namespace

// No block serves a request for so many bytes, or for none.
bool Heap::beyond(std::size_t bytes) const {
    return bytes - 1 >= static_cast<std::size_t>(end_ - first_) * unit_size;
}

void* Heap::alloc(std::size_t bytes, Effort effort) {
    void* block = nullptr;
    return alloc_recent(bytes, block) ? block : alloc_listed(bytes, effort);
}

[[gnu::flatten]] void* Heap::alloc_listed(std::size_t bytes, Effort effort) {
    if (beyond(bytes)) {
        return nullptr;
    }
    const Units units = units_of(bytes);
    if (keeps_recent()) {
        const bool is_scarce = last_resort_ && free_units_ < scarce(end_ - first_);
        void* const block = is_scarce ? nullptr : alloc_while_keeping(units);
        if (block != nullptr || (effort == Effort::quick && !is_scarce)) {
            return block;
        }
        stop_keeping();
    }
    const Place place = find(units);
    return place.index != none ? take_last(place, units) : nullptr;
}

// What may become a recent block is as large as any of its bin, so that it serves any request of
// its bin then.
void* Heap::alloc_while_keeping(Units units) {
    if (units >= keeping_units_) {
        merge_some_recent();
    }
    const Bin own = bin_above(units, precision_);
    if (const Bin bin = first_filled(own); bin != 0) {
        const Place place{head(bin), bin};
        return own < recent_bins_ ? take_some(place, own) : take_last(place, units);
    }
    const Bin below = bin_of(units, precision_);
    const Index index = find_in(below, units, 1);
    return index != none ? take_last({index, below}, units) : nullptr;
}

void* Heap::aligned_alloc(std::size_t alignment, std::size_t bytes, Effort effort) {
    if (alignment <= unit_size) {
        return alloc(bytes, effort);
    }
    if (beyond(bytes)) {
        return nullptr;
    }
    const Units units = units_of(bytes);
    Units gap = 0;
    Place place = find_aligned(units, alignment, gap);
    if (place.index == none && effort == Effort::full) {
        merge_recent();
        place = find_aligned(units, alignment, gap);
    }
    return place.index != none ? take(place, gap, units) : nullptr;
}

FreeResult Heap::free(std::uintptr_t address) {
    const bool inside = address - start() < std::size_t{end_} * unit_size;
    return inside && free_recent(address) ? FreeResult::freed : free_merged(address);
}

[[gnu::flatten]] FreeResult Heap::free_merged(std::uintptr_t address) {
    const std::uintptr_t offset = address - start();
    const std::uintptr_t place = offset / unit_size;
    if (offset % unit_size != 0 || place - first_ >= end_ - first_) {
        return FreeResult::interior_pointer;
    }
    const auto index = static_cast<Index>(place);
    const Tag own = tag(index);
    if (!own.plausible(index) || own.units() < min_block_units || own.units() > end_ - index) {
        return FreeResult::interior_pointer;
    }
    if (!own.allocated()) {
        return FreeResult::double_free;
    }
    if (!merge(index, own)) {
        return FreeResult::interior_pointer;
    }
    if (!keeps_recent() && free_units_ >= plenty(end_ - first_)) {
        start_keeping();
    }
    return FreeResult::freed;
}

// Makes an allocated block one free block together with its free neighbours. False, with nothing
// changed, where what lies beside it does not say the same of it as its own tag.
bool Heap::merge(Index index, Tag own) {
    const Index right = index + own.units();
    const Tag right_tag = tag(right);
    const Word left_units = own.left_free() ? footer_before(index) : 0;
    if (right_tag.left_free() || !right_tag.plausible(right) || right_tag.units() > end_ - right ||
        left_units > index - first_) {
        return false;
    }
    const Index left = index - static_cast<Units>(left_units);
    if (own.left_free() && (!tag(left).free() || tag(left).units() != left_units)) {
        return false;
    }
    // Stays behind as the mark of a freed block where the left neighbour swallows this one.
    set_tag(index, own.with_free());
    Units units = own.units();
    free_units_ += units;
    if (right_tag.free()) {
        unlink(right, bin_for(right_tag.units()));
        units += right_tag.units();
    } else {
        set_tag(right, right_tag.with_left_free());
    }
    if (own.left_free()) {
        const auto length = static_cast<Units>(left_units);
        resize({left, bin_for(length)}, length + units);
    } else {
        put(index, units);
    }
    return true;
}

// From the high end, so that what is left of the free block stays where it is.
void* Heap::take_last(Place place, Units units) {
    const Units left = tag(place.index).units() - units;
    return take(place, left < min_block_units ? 0 : left, units);
}

void* Heap::take(Place place, Units gap, Units units) {
    const Index block = cut(place, gap, units);
    account_for_taken(0);
    return reinterpret_cast<void*>(address_of(block));
}

// Turns a free block into: a free block of `gap` units, an allocated one of `units`, and what is
// left. Either rest is too small for a block or becomes one; a gap is never too small.
Index Heap::cut(Place place, Units gap, Units units) {
    const Units whole = tag(place.index).units();
    const Index block = place.index + gap;
    const Units behind = whole - gap - units;
    const bool leaves_block = behind >= min_block_units;
    units += leaves_block ? 0 : behind;
    if (gap != 0) {
        resize(place, gap);
    } else {
        unlink(place.index, place.bin);
    }
    set_tag(block, Tag(block, units, false, gap != 0));
    if (leaves_block) {
        put(block + units, behind);
    } else {
        const Index right = block + units;
        set_tag(right, tag(right).without_left_free());
    }
    free_units_ -= units;
    return block;
}

// Makes [index, index + units) one free block. Its neighbours are allocated, and the tag of the
// right one says already that its left neighbour is free.
void Heap::put(Index index, Units units) {
    mark_free(index, units);
    link(index, bin_for(units));
}

// A free block that only grows or shrinks at its right end stays in its list as long as it can.
void Heap::resize(Place place, Units units) {
    const Bin bin = bin_for(units);
    if (bin != place.bin) {
        unlink(place.index, place.bin);
        link(place.index, bin);
    }
    mark_free(place.index, units);
}

void Heap::mark_free(Index index, Units units) {
    set_tag(index, Tag(index, units, true, false));
    footer_before(index + units) = units;
}

} // namespace smh::heap
