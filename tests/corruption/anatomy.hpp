// The parts of a heap, each with its place: what can be damaged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heap/heap.hpp"

namespace smh::corruption {

enum class Kind : std::uint8_t {
    tag_length,
    tag_flags,
    tag_client,
    tag_check,
    tag_kind, // of an entry of a table: tag, links, footer
    footer,
    next_link,
    previous_link,
    bin_head,
    bitmap,
    largest_bin,
    recent_count,
    recent_entry,
    recent_rest, // of the entries, where no block is noted
    parked,
    constants,
    free_units,
    minimum_free,
    settings, // what is kept, and whether anything is
    walks,
    evidence, // of damage
    none,     // the place that ends all lists
    padding,
    alignment_note,
    slack,
    canary,
    filling, // of freed memory
    stale,   // entries of a table that mean nothing
};
inline constexpr std::size_t kinds = static_cast<std::size_t>(Kind::stale) + 1;

const char* name_of(Kind kind);

// So many bits of one kind, the first of which is this one of the byte.
struct Part {
    Kind kind;
    std::uintptr_t address;
    unsigned first_bit;
    unsigned bits;
};

// All parts of a valid heap; none lies in a byte that is the user's.
std::vector<Part> parts_of(const heap::Heap& heap);
// And of what is stale some entries of each block.
std::vector<Part> parts_of(const heap::TableHeap& heap);

} // namespace smh::corruption
