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
    void* const block = alloc_recent(bytes);
    return block != nullptr ? block : alloc_listed(bytes, effort);
}

void* Heap::alloc_listed(std::size_t bytes, Effort effort) {
    if (beyond(bytes)) {
        return nullptr;
    }
    const Units units = units_of(bytes);
    if (keeps_recent() && last_resort_ && free_units_ < scarce(end_ - first_)) {
        stop_keeping();
    }
    if (keeps_recent()) {
        if (units >= keeping_units_) {
            merge_some_recent();
        }
        // What may become a recent block is as large as any of its bin, so that it serves any
        // request of its bin then.
        const Bin bin = bin_above(units, precision_);
        if (const Index index = first_from(bin); index != none) {
            return bin < recent_bins_ ? take_some(index, bin) : take(index, 0, units);
        }
    }
    Index index = keeps_recent() ? find_in(bin_of(units, precision_), units, 1) : find(units);
    if (index == none && effort == Effort::full && keeps_recent()) {
        stop_keeping();
        index = find(units);
    }
    return index != none ? take(index, 0, units) : nullptr;
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
    Index index = find_aligned(units, alignment, gap);
    if (index == none && effort == Effort::full) {
        merge_recent();
        index = find_aligned(units, alignment, gap);
    }
    return index != none ? take(index, gap, units) : nullptr;
}

FreeResult Heap::free(std::uintptr_t address) {
    const bool inside = address - start() < std::size_t{end_} * unit_size;
    return inside && free_recent(address) ? FreeResult::freed : free_merged(address);
}

FreeResult Heap::free_merged(std::uintptr_t address) {
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
    if (right_tag.free()) {
        units += remove(right, right_tag.units());
    } else {
        set_tag(right, right_tag.with_left_free());
    }
    if (own.left_free()) {
        units += remove(left, tag(left).units());
    }
    put(left, units);
    return true;
}

// Takes a free block out of its list and out of the account; returns its length.
Units Heap::remove(Index index, Units units) {
    unlink(index, units);
    free_units_ -= units;
    return units;
}

void* Heap::take(Index index, Units gap, Units units) {
    const Index block = cut(index, gap, units);
    account_for_taken(0);
    return reinterpret_cast<void*>(address_of(block));
}

// Turns the free block at `index` into: a free block of `gap` units, an allocated one of `units`,
// and what is left. Either rest is too small for a block or becomes one; a gap is never too small.
Index Heap::cut(Index index, Units gap, Units units) {
    const Units whole = remove(index, tag(index).units());
    const Index right = index + whole;

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
    return block;
}

// Makes [index, index + units) one free block. Its neighbours are allocated, and the tag of the
// right one says already that its left neighbour is free.
void Heap::put(Index index, Units units) {
    set_tag(index, Tag(index, units, true, false));
    footer_before(index + units) = units;
    link(index, units);
    free_units_ += units;
}

} // namespace smh::heap
