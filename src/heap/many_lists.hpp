// The lists of free blocks on 64-bit machines: many for each doubling, and a bitmap of several
// words that says which of them have a block.
//
// What ends every list, `none`, has links too. They are written but never read, so a list is
// changed without asking whether there is a neighbour.
#pragma once

#include <atomic>

#include "heap/recent.hpp"
#include "heap/scale.hpp"

namespace smh::heap {

template <class Places>
class ManyLists : protected Places {
public:
    using Scale = Fractions;
    static constexpr Bin word_bits = 8 * word_size;
    static constexpr Bin bitmap_words(Bin bins) { return (bins + word_bits - 1) / word_bits; }

    // No block is smaller. The shortest lengths have a bin each.
    static constexpr Bin first_bin = Places::min_block_units;
    static_assert(first_bin > 0, "bin 0 means none");

protected:
    using Places::none;
    using Places::start;

    ManyLists(const typename Places::Geometry& geometry, Scale scale)
        : Places(geometry), scale_(scale) {}

    // Before any block is linked. `heads` is the place of the first head, from the start.
    void lay_out(std::size_t heads, Bin bins);

    [[gnu::always_inline]] Index before_first(Bin /*bin*/) const { return none; }
    // As if there were heads for the bins below the first, too.
    [[gnu::always_inline]] HalfWord& head(Bin bin) const {
        return reinterpret_cast<HalfWord*>(start() + heads_offset_)[bin];
    }

    void link(Index index, Bin bin);
    void unlink(Index index, Bin bin);

    // May a block be listed that holds a request of the key? See Heap::may_list.
    [[gnu::always_inline]] bool may_hold(Key key) const { return scale_.bin(key) <= largest_bin(); }
    bool is_marked(Bin bin) const {
        return (bitmap_word(bin / word_bits) >> bin % word_bits & 1U) != 0;
    }

    // The first bin that has a block, from `bin` upwards, which is at most the largest; 0 where a
    // damaged bitmap has none.
    Bin first_filled(Bin bin) const;
    // Leads to the first bin that has a block, from `bin` upwards or above it. False where none
    // has.
    bool find_filled(Bin& bin) const { return (bin = first_filled(bin)) != 0; }
    [[gnu::always_inline]] bool find_filled_above(Bin& bin) const {
        return bin < largest_bin() && (bin = first_filled(bin + 1)) != 0;
    }
    [[gnu::always_inline]] Bin largest_bin() const {
        return largest_bin_.load(std::memory_order_relaxed);
    }

    bool marks_valid(std::size_t heads, Bin bins) const;
    // Those that never change.
    HalfWord constants() const { return heads_offset_ | scale_.precision() << 16; }

    // How many blocks of a list a request looks at where memory is to be packed tightly. The more,
    // the tighter (docs/engine-notes.md), and the slower: each look may miss the cache.
    static constexpr unsigned looks() { return 8; }

private:
    friend struct Anatomy;

    // The bitmap runs downwards from the first head.
    [[gnu::always_inline]] Word& bitmap_word(Bin number) const {
        constexpr std::size_t unused = first_bin * sizeof(HalfWord);
        return *reinterpret_cast<Word*>(start() + heads_offset_ + unused -
                                        (number + 1) * word_size);
    }
    Bin last_filled(Bin bin) const;

    std::uint16_t heads_offset_ = 0;
    // The last bin that has a block; 0 where all are empty.
    std::atomic<std::uint16_t> largest_bin_{0};

protected:
    Scale scale_;
};

} // namespace smh::heap
