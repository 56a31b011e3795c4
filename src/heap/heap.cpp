#include "heap/heap.hpp"

#include "base/flatten.hpp"
#include "heap/blocks.hpp"

namespace smh::heap {

void* Heap::alloc(std::size_t bytes) {
    return aligned_alloc(unit_size, bytes);
}

void* Heap::aligned_alloc(std::size_t alignment, std::size_t bytes) {
    const Units units = units_of(bytes);
    if (units == 0) {
        return nullptr;
    }
    alignment = alignment > unit_size ? alignment : unit_size;
    void* block = serve(units, key_of(units), alignment);
    if (block == nullptr && keeps_recent()) {
        stop_keeping();
        block = serve(units, key_of(units), alignment);
    }
    return block;
}

// On small machines one way serves all requests: alloc_listed would only be faster.
void* Heap::serve(Units units, Key key, std::size_t alignment) {
    if (small_machine || alignment > unit_size) {
        return alloc_aligned(units, key, alignment);
    }
    void* block = nullptr;
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
        bin = bin < largest_bin() ? first_filled(bin + 1) : 0;
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
    const Bin own = bin_for(units);
    const Bin above = bin_for(units - 1) + 1;
    if (above <= largest_bin()) {
        const Bin bin = first_filled(above);
        return above < recent_bins_ ? take_some(head(bin), bin, above)
                                    : take_last(head(bin), bin, units);
    }
    const Index index = own == largest_bin() ? find_in(own, units, 1) : none;
    return index != none ? take_last(index, own, units) : nullptr;
}

// Looks at the first blocks of a few bins from the request's own on, then of the largest, which in
// a fresh region is the whole region.
void* Heap::alloc_aligned(Units units, Key key, std::size_t alignment) {
    const std::uintptr_t mask = alignment - 1;
    const Bin largest = largest_bin();
    Bin bin = scale_.bin(key);
    for (unsigned look = 0; bin <= largest; ++look, ++bin) {
        bin = look < aligned_looks ? first_filled(bin) : largest;
        const Index index = head(bin);
        const Units length = tag(index).units();
        Units left = 0;
        if (length >= units && fits(index, length - units, mask, left)) {
            const Index block = take(index, bin, left);
            if (length - left - units >= min_block_units) {
                trim(block, units);
            }
            if (mask >= unit_size) {
                set_tag(block, tag(block).with_aligned());
            }
            account_for_taken(0);
            return reinterpret_cast<void*>(address_of(block));
        }
    }
    return nullptr;
}

FreeResult Heap::free(std::uintptr_t address) {
    if (address - start() >= std::size_t{end_} * unit_size) {
        return FreeResult::interior_pointer;
    }
    return has_recent && free_recent(address) ? FreeResult::freed : free_merged(address);
}

SMH_FLATTEN FreeResult Heap::free_merged(std::uintptr_t address) {
    Found found;
    const FreeResult result = examine(address, found);
    if (result != FreeResult::freed) {
        return result;
    }
    merge(found);
    if (has_recent && !keeps_recent() && free_units_ >= plenty(end_ - first_)) {
        start_keeping();
    }
    return FreeResult::freed;
}

// Gives back what an allocated block has beyond so many units, which is enough for a block.
void Heap::trim(Index block, Units units) {
    const Tag own = tag(block);
    const Index tail = block + units;
    set_tag(block, own.with_units(units));
    set_tag(tail, Tag(tail, own.units() - units, false, false));
    free_merged(address_of(tail));
}

} // namespace smh::heap
