// The heap over one region.
//
// The region, from its start (index 0) to its end, in units; T is a tag, one word, which lies
// directly in front of the index that names its block:
//
//   0                   first                                              end
//   +-------------------+-----------------+-----------------+--- ... -----+
//   | control block   |T| payload       |T| payload       |T|           |T|
//   +-------------------+-----------------+-----------------+--- ... -----+
//     links of "none"     allocated         free: next, previous ... length  sentinel tag:
//     figures             (user's)                                           0 units, allocated
//     bitmaps, bin heads
//
// Invariants, between any two calls:
// - the blocks fill [first, end) without gaps; no two free blocks are neighbours;
// - a tag's left-free flag says whether the block to its left is free;
// - a free block's last word (the footer) is its length in units, so the left neighbour is found;
// - each free block is in exactly the list of its bin; a bit is set for each list not empty;
// - any word inside a block that was the tag of an earlier block is marked free, so a second free
//   of a block that was merged away is told from an interior pointer.
//
// Index 0 means "no block". The control block begins with a pair of links that nobody reads, so
// that unlinking writes to the links of neighbours without asking whether there are any.
//
// The heap knows no lock. All its state lies in the region, and all positions are indices.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bits.hpp"
#include "heap/bins.hpp"
#include "heap/tag.hpp"
#include "smh/block.hpp"

namespace smh::heap {

enum class FreeResult : std::uint8_t { freed, interior_pointer, double_free };

// What a heap can say about itself in constant time, in bytes. Tags count as part of a block.
struct Figures {
    std::size_t capacity;     // all blocks together
    std::size_t free;         // all free blocks together
    std::size_t minimum_free; // lowest `free` ever
    std::size_t largest;      // the largest request that alloc would serve now
};

class Heap {
public:
    // Lays a heap out over a range that begins and ends at multiples of unit_size and does not
    // begin at 0. Null, and nothing written, where the range is too small for one block or
    // larger than max_range.
    static Heap* create(base::Range range);

    // Null where no free block fits. `bytes` may be anything.
    void* alloc(std::size_t bytes);

    // `alignment` is a power of two.
    void* aligned_alloc(std::size_t alignment, std::size_t bytes);

    // `address` may be anything; where it is no block, nothing changes.
    FreeResult free(std::uintptr_t address);

    Figures figures() const;
    // The visitor must not call the heap.
    void walk(BlockVisitor visitor, void* context) const;
    bool validate(Depth depth) const;

private:
    Heap(Units end, unsigned precision);

    // Names of places. All pointer arithmetic of the heap is here.
    std::uintptr_t start() const { return reinterpret_cast<std::uintptr_t>(this); }
    std::uintptr_t address_of(Index index) const { return start() + index * unit_size; }
    Word& tag_word(Index index) const {
        return *reinterpret_cast<Word*>(address_of(index) - word_size);
    }
    Tag tag(Index index) const { return Tag(tag_word(index)); }
    void set_tag(Index index, Tag tag) { tag_word(index) = tag.word(); }
    // Length of the free block to the left of `index`.
    Word& footer_before(Index index) const {
        return *reinterpret_cast<Word*>(address_of(index) - 2 * word_size);
    }
    HalfWord& next(Index index) const { return *reinterpret_cast<HalfWord*>(address_of(index)); }
    HalfWord& previous(Index index) const {
        return *reinterpret_cast<HalfWord*>(address_of(index) + sizeof(Index));
    }
    std::uint32_t* bitmap() const {
        return reinterpret_cast<std::uint32_t*>(start() + sizeof(Heap));
    }
    // No block is smaller than min_block_units, so the bins below have no head.
    static constexpr Bin first_bin = min_block_units;
    Index& head(Bin bin) const { return bitmap()[bitmap_words(bins_) + bin - first_bin]; }

    static constexpr Bin bitmap_words(Bin bins) { return (bins + 31) / 32; }
    static constexpr std::size_t control_size(Bin bins);
    static unsigned choose_precision(Units units);

    // Lists of free blocks.
    void link(Index index, Units units);
    void unlink(Index index, Units units);
    Index first_from(Bin bin) const;
    Bin largest_bin() const;
    Index find(Units units) const;
    Index find_aligned(Units units, std::size_t alignment, Units& gap) const;
    bool fits(Index index, Units units, std::size_t alignment, Units& gap) const;

    // Blocks.
    Units units_for(std::size_t bytes) const;
    void* take(Index index, Units gap, Units units);
    void put(Index index, Units units);
    FreeResult check_block(std::uintptr_t address) const;

    // Validation, one aspect each.
    bool control_block_valid() const;
    bool bin_head_valid(Bin bin) const;
    bool blocks_valid(std::size_t& free_blocks) const;
    bool lists_valid(std::size_t free_blocks) const;
    bool free_block_valid(Index index) const;

    // Links of index 0, "none": written without being read. They must come first.
    Index none_next_ = 0;
    Index none_previous_ = 0;
    Index first_ = 0;
    Index end_;
    Units free_units_ = 0;
    Units minimum_free_units_ = 0;
    std::uint32_t bitmap_top_ = 0; // bit n: word n of the bitmap is not 0
    std::uint16_t bins_;
    std::uint16_t precision_;
    // Behind the object: bitmap_words(bins_) words of bitmap, then the heads of the bins.
};

constexpr std::size_t Heap::control_size(Bin bins) {
    return sizeof(Heap) + (bitmap_words(bins) + bins - first_bin) * sizeof(std::uint32_t);
}

// Largest range that create accepts: indices have 32 bits.
inline constexpr std::size_t max_range =
    word_size == 8 ? static_cast<std::size_t>(std::uint64_t{unit_size} << 32) : ~std::size_t{0};

} // namespace smh::heap
