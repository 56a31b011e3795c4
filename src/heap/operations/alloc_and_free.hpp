// Blocks are taken from free ones, and given back.
#pragma once

#include "base/flatten.hpp"
#include "heap/blocks.hpp"

namespace smh::heap {

template <class Places>
auto BasicHeap<Places>::alloc(Size bytes) -> Result {
    return aligned_alloc(least_alignment(), bytes);
}

template <class Places>
auto BasicHeap<Places>::aligned_alloc(Size alignment, Size bytes) -> Result {
    const Units units = units_for(bytes, alignment);
    if (units == 0) {
        return {};
    }
    Result block = serve(units, key_of(units), alignment);
    if (block == Result{} && keeps_recent()) {
        stop_keeping();
        block = serve(units, key_of(units), alignment);
    }
    if constexpr (exact) {
        if (block != Result{}) {
            seal(reinterpret_cast<Address>(block), bytes, alignment);
        }
    }
    return block;
}

template <class Places>
auto BasicHeap<Places>::serve_anywhere(Units units, Key key) -> Result {
    if constexpr (small) {
        return alloc_first_fit(units, key);
    } else {
        Result block{};
        if (has_recent && alloc_recent(payload_of(units), block)) {
            return block;
        }
        return alloc_listed(units, key);
    }
}

// Does a listed block? Or is it none, which take_last finds out.
template <class Places>
[[gnu::always_inline]] inline bool BasicHeap<Places>::holds(Index index, Units units) const {
    return (checks_lists && !is_place(index)) || tag(index).holds(units);
}

// The next block of a list; the same again where its link leads nowhere, which who uses it finds
// out.
template <class Places>
[[gnu::always_inline]] inline Index BasicHeap<Places>::listed_after(Index index, Bin bin) const {
    const Index after = next(index, bin);
    return checks_lists && after != none && !is_place(after) ? index : after;
}

// The first block that is large enough, among a few of the request's own bin, else of a larger one.
template <class Places>
[[gnu::always_inline]] inline auto BasicHeap<Places>::alloc_first_fit(Units units, Key key)
    -> Result {
    Bin bin = scale_.bin(key);
    if (!find_filled(bin)) {
        return {};
    }
    Index index = head(bin);
    if (!holds(index, units)) {
        unsigned left = looks();
        do {
            index = listed_after(index, bin);
            if (--left == 0 || index == none) {
                if (!find_filled_above(bin)) {
                    return {};
                }
                index = head(bin);
                break;
            }
        } while (!holds(index, units));
    }
    return take_last(index, bin, units);
}

// What stays before the last place in a free block for an address with no bit of `mask`, at most
// `most` units from its start: nothing, or enough to be a block.
template <class Places>
[[gnu::noinline]] Units BasicHeap<Places>::last_place(Index index, Units most, Address mask) const {
    const Address first = address_of(index);
    const Address last = (first + bytes_of(most)) & ~mask;
    const Units left = units_in(last - first);
    if (last > first && left >= min_block_units) {
        return left;
    }
    return (first & mask) == 0 ? 0 : no_place;
}

template <class Places>
[[gnu::noinline]] auto BasicHeap<Places>::trim_aligned(Index block, Units units, Size alignment)
    -> Result {
    trim(block, units);
    note_alignment(block, alignment);
    return taken(block);
}

template <class Places>
SMH_FLATTEN auto BasicHeap<Places>::alloc_listed(Units units, Key key) -> Result {
    if (keeps_recent()) {
        if (last_resort_ == 0 || free_units_ >= scarce(end_ - first_)) {
            return alloc_while_keeping(units);
        }
        stop_keeping();
    }
    if (!may_list(units, key)) {
        return {};
    }
    // Good fit: a block of the request's own bin where one is large enough, else one of the next
    // larger bin that has any. Bounded, whatever the number of blocks.
    Bin bin = first_filled(scale_.bin(key));
    Index index = find_in(bin, units);
    if (index == none) {
        if (!find_filled_above(bin)) {
            return {};
        }
        index = find_in(bin, units);
    }
    return take_last(index, bin, units);
}

// What may become a recent block is as large as any of its bin, so that it serves any request of
// its bin then.
template <class Places>
auto BasicHeap<Places>::alloc_while_keeping(Units units) -> Result {
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
    const Index index = own == largest_bin() ? find_in(own, units) : none;
    return index != none ? take_last(index, own, units) : Result{};
}

// Looks at the first blocks of a few bins from the request's own on, then of the largest, which in
// a fresh region is the whole region.
template <class Places>
auto BasicHeap<Places>::alloc_aligned(Units units, Key key, Size alignment) -> Result {
    const Address mask = alignment - 1;
    const Bin largest = largest_bin();
    Bin bin = scale_.bin(key);
    for (unsigned look = 0; bin <= largest; ++look, ++bin) {
        bin = look < aligned_looks ? first_filled(bin) : largest;
        const Index index = head(bin);
        if (checks_lists && !usable(index)) {
            return {};
        }
        const Units whole = tag(index).units();
        const Units left = whole >= units ? last_place(index, whole - units, mask) : no_place;
        if (left != no_place) {
            return trim_aligned(take(index, bin, left), units, alignment);
        }
    }
    return {};
}

template <class Places>
FreeResult BasicHeap<Places>::free(Address address) {
    if (address - this->region_begin() >= bytes_of(length())) {
        return FreeResult::interior_pointer;
    }
    return has_recent && free_recent(address) ? FreeResult::freed : free_merged(address);
}

template <class Places>
SMH_FLATTEN FreeResult BasicHeap<Places>::free_merged(Address address) {
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

// Of the first blocks of the bin that are large enough, the one with the lowest address: what is
// packed towards one end leaves larger blocks at the other. The bin has a block.
template <class Places>
Index BasicHeap<Places>::find_in(Bin bin, Units units) const {
    Index index = head(bin);
    Index lowest = none;
    for (unsigned look = 0; look < looks() && index != none; ++look) {
        if (checks_lists && !is_place(index)) {
            return index;
        }
        if (tag(index).units() >= units && (lowest == none || index < lowest)) {
            lowest = index;
        }
        index = listed_after(index, bin);
    }
    return lowest;
}

// Gives back what an allocated block has beyond so many units, if it is enough for a block.
template <class Places>
void BasicHeap<Places>::trim(Index block, Units units) {
    const Tag own = tag(block);
    if (own.units() - units < min_block_units) {
        return;
    }
    const Index tail = block + units;
    set_tag(block, own.with_units(units));
    set_tag(tail, Tag(tail, own.units() - units, false, false));
    if constexpr (exact) {
        release(tail); // it has no canary
    } else {
        free_merged(address_of(tail));
    }
}

} // namespace smh::heap
