#include "heap/heap.hpp"

#include "base/flatten.hpp"
#include "heap/blocks.hpp"

namespace smh::heap {

void* Heap::alloc(std::size_t bytes) {
    return aligned_alloc(granule, bytes);
}

void* Heap::aligned_alloc(std::size_t alignment, std::size_t bytes) {
    const Units units = units_of(bytes, alignment);
    if (units == 0) {
        return nullptr;
    }
    void* block = serve(units, key_of(units), alignment);
    if (block == nullptr && keeps_recent()) {
        stop_keeping();
        block = serve(units, key_of(units), alignment);
    }
    if (config::exact && block != nullptr) {
        seal(reinterpret_cast<std::uintptr_t>(block), bytes, alignment);
    }
    return block;
}

void* Heap::serve(Units units, Key key, std::size_t alignment) {
    if (alignment > granule) {
        return alloc_aligned(units, key, alignment);
    }
    if constexpr (small_machine) {
        return alloc_first_fit(units, key);
    }
    void* block = nullptr;
    if (has_recent && alloc_recent(units * bytes_per_unit - word_size, block)) {
        return block;
    }
    return alloc_listed(units, key);
}

// Does a listed block? Or is it none, which take_last finds out.
[[gnu::always_inline]] inline bool Heap::holds(Index index, Units units) const {
    return (checks_lists && !is_place(index)) || tag(index).holds(units);
}

// The next block of a list; the same again where its link leads nowhere, which who uses it finds
// out.
[[gnu::always_inline]] inline Index Heap::listed_after(Index index) const {
    const Index after = next(index);
    return checks_lists && after != none && !is_place(after) ? index : after;
}

// The first block that is large enough, among a few of the request's own bin, else of a larger one.
[[gnu::always_inline]] inline void* Heap::alloc_first_fit(Units units, Key key) {
    Bin bin = scale_.bin(key);
    if (!find_filled(bin)) {
        return nullptr;
    }
    Index index = head(bin);
    if (!holds(index, units)) {
        unsigned looks = this->looks();
        do {
            index = listed_after(index);
            if (--looks == 0 || index == none) {
                if (!find_filled_above(bin)) {
                    return nullptr;
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
[[gnu::noinline]] Units Heap::last_place(Index index, Units most, std::uintptr_t mask) const {
    const std::uintptr_t first = address_of(index);
    const std::uintptr_t last = (first + std::size_t{most} * bytes_per_unit) & ~mask;
    const auto left = static_cast<Units>((last - first) / bytes_per_unit);
    if (last > first && left >= min_block_units) {
        return left;
    }
    return (first & mask) == 0 ? 0 : no_place;
}

[[gnu::noinline]] void* Heap::trim_aligned(Index block, Units units, std::size_t alignment) {
    trim(block, units);
    note_alignment(block, alignment);
    return taken(block);
}

SMH_FLATTEN void* Heap::alloc_listed(Units units, Key key) {
    if (keeps_recent()) {
        if (last_resort_ == 0 || free_units_ >= scarce(end_ - first_)) {
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
    Index index = find_in(bin, units);
    if (index == none) {
        if (!find_filled_above(bin)) {
            return nullptr;
        }
        index = find_in(bin, units);
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
    const Index index = own == largest_bin() ? find_in(own, units) : none;
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
        if (checks_lists && !usable(index)) {
            return nullptr;
        }
        const Units length = tag(index).units();
        const Units left = length >= units ? last_place(index, length - units, mask) : no_place;
        if (left != no_place) {
            return trim_aligned(take(index, bin, left), units, alignment);
        }
    }
    return nullptr;
}

FreeResult Heap::free(std::uintptr_t address) {
    if (address - start() >= std::size_t{length()} * bytes_per_unit) {
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

// Of the first blocks of the bin that are large enough, the one with the lowest address: what is
// packed towards one end leaves larger blocks at the other. The bin has a block.
Index Heap::find_in(Bin bin, Units units) const {
    Index index = head(bin);
    Index lowest = none;
    for (unsigned look = 0; look < looks() && index != none; ++look) {
        if (checks_lists && !is_place(index)) {
            return index;
        }
        if (tag(index).units() >= units && (lowest == none || index < lowest)) {
            lowest = index;
        }
        index = listed_after(index);
    }
    return lowest;
}

// Gives back what an allocated block has beyond so many units, if it is enough for a block.
void Heap::trim(Index block, Units units) {
    const Tag own = tag(block);
    if (own.units() - units < min_block_units) {
        return;
    }
    const Index tail = block + units;
    set_tag(block, own.with_units(units));
    set_tag(tail, Tag(tail, own.units() - units, false, false));
    if constexpr (config::exact) {
        release(tail); // it has no canary
    } else {
        free_merged(address_of(tail));
    }
}

} // namespace smh::heap
