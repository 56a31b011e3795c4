#include "heap/heap.hpp"

#include "base/flatten.hpp"
#include "heap/blocks.hpp"

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

void* Heap::alloc(std::size_t bytes) {
    return aligned_alloc(unit_size, bytes);
}

void* Heap::aligned_alloc(std::size_t alignment, std::size_t bytes) {
    const Units units = units_of(bytes);
    if (units == 0) {
        return nullptr;
    }
    void* block = serve(units, key_of(units), alignment);
    if (block == nullptr && keeps_recent()) {
        stop_keeping();
        block = serve(units, key_of(units), alignment);
    }
    return block;
}

void* Heap::serve(Units units, Key key, std::size_t alignment) {
    void* block = nullptr;
    if (alignment > unit_size) {
        return alloc_aligned(units, key, alignment);
    }
    if (has_recent && alloc_recent(units * unit_size - word_size, block)) {
        return block;
    }
    return alloc_listed(units, key);
}

SMH_FLATTEN void* Heap::alloc_listed(Units units, Key key) {
    if (keeps_recent()) {
        if (!last_resort_ || free_units_ >= scarce(end_ - first_)) {
            return alloc_while_keeping(units);
        }
        stop_keeping();
    }
    if (!may_list(units, key)) {
        return nullptr;
    }
    // Good fit: a block of the request's own bin where one is large enough, else one of the next
    // larger bin that has any. Bounded, whatever the number of blocks.
    Bin bin = first_filled(scale_.bin(key));
    Index index = find_in(bin, units, max_looks);
    if (index == none) {
        bin = first_filled(bin + 1);
        if (bin == 0) {
            return nullptr;
        }
        index = find_in(bin, units, max_looks);
    }
    return take_last(index, bin, units);
}

// What may become a recent block is as large as any of its bin, so that it serves any request of
// its bin then.
void* Heap::alloc_while_keeping(Units units) {
    if (units >= keeping_units_) {
        merge_some_recent();
    }
    const Bin own = scale_.bin(key_of(units));
    const Bin above = scale_.bin(key_of(units - 1)) + 1;
    if (above <= largest_bin()) {
        const Bin bin = first_filled(above);
        return above < recent_bins_ ? take_some(head(bin), bin, above)
                                    : take_last(head(bin), bin, units);
    }
    const Index index = own == largest_bin() ? find_in(own, units, 1) : none;
    return index != none ? take_last(index, own, units) : nullptr;
}

void* Heap::alloc_aligned(Units units, Key key, std::size_t alignment) {
    Units gap = 0;
    const Bin bin = find_aligned(units, key, alignment, gap);
    if (bin == 0) {
        return nullptr;
    }
    const Index block = take(head(bin), bin, gap);
    trim(block, units);
    account_for_taken(0);
    return reinterpret_cast<void*>(address_of(block));
}

FreeResult Heap::free(std::uintptr_t address) {
    const bool inside = address - start() < std::size_t{end_} * unit_size;
    return inside && free_recent(address) ? FreeResult::freed : free_merged(address);
}

SMH_FLATTEN FreeResult Heap::free_merged(std::uintptr_t address) {
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
    if (has_recent && !keeps_recent() && free_units_ >= plenty(end_ - first_)) {
        start_keeping();
    }
    return FreeResult::freed;
}

// Makes an allocated block one free block together with its free neighbours. False, with nothing
// changed, where what lies beside it does not say the same of it as its own tag.
bool Heap::merge(Index index, Tag own) {
    Units units = own.units();
    const Index right = index + units;
    const Tag right_tag = tag(right);
    if (right_tag.left_free() || !right_tag.plausible(right) ||
        (right_tag.free() && right_tag.units() > end_ - right)) {
        return false;
    }
    const Word left_units = own.left_free() ? footer_before(index) : 0;
    const Index left = index - static_cast<Units>(left_units);
    if (own.left_free() &&
        (left_units > index - first_ || !tag(left).free() || tag(left).units() != left_units)) {
        return false;
    }
    // Stays behind as the mark of a freed block where the left neighbour swallows this one.
    set_tag(index, own.with_free());
    free_units_ += units;
    if (right_tag.free()) {
        unlink(right, bin_for(right_tag.units()));
        units += right_tag.units();
    } else {
        set_tag(right, right_tag.with_left_free());
    }
    if (own.left_free()) {
        const auto length = static_cast<Units>(left_units);
        resize(left, bin_for(length), length + units);
    } else {
        put(index, units);
    }
    return true;
}

// Gives back what an allocated block has beyond so many units, if it is enough for a block.
void Heap::trim(Index block, Units units) {
    const Tag own = tag(block);
    const Units rest = own.units() - units;
    if (rest >= min_block_units) {
        set_tag(block, Tag(block, units, false, own.left_free()));
        merge(block + units, Tag(block + units, rest, false, false));
    }
}

} // namespace smh::heap
