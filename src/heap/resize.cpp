// Blocks that are looked at, and that become longer or shorter where they are.
#include "base/memcheck.hpp"
#include "heap/blocks.hpp"

namespace smh::heap {

FreeResult Heap::look_at(std::uintptr_t address, Block& out) const {
    Found found;
    const FreeResult result = examine(address, found);
    if (result != FreeResult::freed && result != FreeResult::owned) {
        // In front of what is no block may be bytes that the user has not written yet.
        if constexpr (config::valgrind) {
            return base::memcheck::defined(result);
        }
        return result;
    }
    out.address = address;
    out.footprint = found.own.units() * bytes_per_unit;
    out.usable = usable_bytes(found.index, found.own);
    out.alignment = noted_alignment(found.index, found.own);
    out.client = found.own.client();
    return FreeResult::freed;
}

// Of a block that was asked for at an alignment: which power of two that is, and more than any
// where that was overwritten. Else 0.
unsigned Heap::noted_power(Index index, Tag own) const {
    if constexpr (config::exact) {
        const Canary canary = this->canary(index, own);
        return canary.plausible(space_of(own)) ? canary.power() : 8 * word_size;
    }
    if (!own.aligned()) {
        return 0;
    }
    const unsigned note = alignment_note(index, own.units());
    return note % 3 == 0 ? note / 3 : 8 * word_size;
}

// Where the note was overwritten, that of the address: it is no less.
std::size_t Heap::noted_alignment(Index index, Tag own) const {
    const std::uintptr_t of_address = address_of(index) & (0 - address_of(index));
    const unsigned power = noted_power(index, own);
    if (power == 0) {
        return granule;
    }
    const bool possible = power <= base::lowest_bit(of_address);
    return possible ? std::size_t{1} << power : of_address;
}

void Heap::set_client(std::uintptr_t address, unsigned client) {
    const Index index = index_of(address);
    const Tag own = tag(index);
    const std::size_t bytes = usable_bytes(index, own);
    const std::size_t alignment = noted_alignment(index, own);
    set_tag(index, own.with_client(client));
    if constexpr (config::exact) {
        seal(address, bytes, alignment);
    }
}

bool Heap::resize_block(std::uintptr_t address, Units units, std::size_t alignment) {
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
bool Heap::grow(Index index, Units units) {
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
