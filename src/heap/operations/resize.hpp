// Blocks that are looked at, and that become longer or shorter where they are.
#pragma once

#include "base/memcheck.hpp"
#include "heap/blocks.hpp"

namespace smh::heap {

template <class Places>
FreeResult BasicHeap<Places>::look_at(Address address, Block& out) const {
    Found found;
    const FreeResult result = examine(address, found);
    if (result != FreeResult::freed && result != FreeResult::owned) {
        // In front of what is no block may be bytes that the user has not written yet.
        if constexpr (config::valgrind) {
            return base::memcheck::defined(result);
        }
        return result;
    }
    out.address = static_cast<std::uintptr_t>(address);
    out.footprint = base::saturated(bytes_of(found.own.units()));
    out.usable = base::saturated(usable_bytes(found.index, found.own));
    out.alignment = base::saturated(noted_alignment(found.index, found.own));
    out.client = found.own.client();
    return FreeResult::freed;
}

// Of a block that was asked for at an alignment: which power of two that is, and more than any
// where that was overwritten. Else 0.
template <class Places>
unsigned BasicHeap<Places>::noted_power(Index index, Tag own) const {
    if constexpr (exact) {
        const Canary canary = this->canary(index, own);
        return canary.plausible(space_of(own)) ? canary.power() : 8 * word_size;
    } else {
        return Lists::noted_power(index, own);
    }
}

// Where the note was overwritten, that of the address: it is no less.
template <class Places>
auto BasicHeap<Places>::noted_alignment(Index index, Tag own) const -> Size {
    const Address of_address = address_of(index) & (0 - address_of(index));
    const unsigned power = noted_power(index, own);
    if (power == 0) {
        return granule;
    }
    const bool possible = power <= Lists::power_at(of_address);
    return possible ? Size{1} << power : of_address;
}

template <class Places>
void BasicHeap<Places>::set_client(Address address, unsigned client) {
    const Index index = index_of(address);
    const Tag own = tag(index);
    [[maybe_unused]] const Size bytes = usable_bytes(index, own);
    [[maybe_unused]] const Size alignment = noted_alignment(index, own);
    set_tag(index, own.with_client(client));
    if constexpr (exact) {
        seal(address, bytes, alignment);
    }
}

template <class Places>
bool BasicHeap<Places>::resize_block(Address address, Units units, Size alignment) {
    const Index index = index_of(address);
    const Units have = tag(index).units();
    if (units > have && !grow(index, units)) {
        return false;
    }
    if (units < have) {
        trim(index, units);
    }
    note_alignment(index, alignment);
    return true;
}

// Into the free block to the right, from its start.
template <class Places>
bool BasicHeap<Places>::grow(Index index, Units units) {
    const Tag own = tag(index);
    const Index right = index + own.units();
    const Tag right_tag = tag(right);
    const Units whole = own.units() + right_tag.units();
    if (!right_tag.free() || whole < units || (checks_lists && !usable(right))) {
        return false;
    }
    unlink(right, bin_for(right_tag.units()));
    const Units taken = whole - units < min_block_units ? whole : units;
    pass_over(index, taken);
    if (taken == whole) {
        const Index behind = index + whole;
        set_tag(behind, tag(behind).without_left_free());
    } else {
        put(index + taken, whole - taken);
    }
    set_tag(index, own.with_units(taken));
    account_for_taken(taken - own.units());
    return true;
}

} // namespace smh::heap
