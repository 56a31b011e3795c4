// The lists of free blocks on 64-bit machines: many for each doubling, and a bitmap of several
// words that says which of them have a block.
//
// One place in the control block is an index too: `none`, which ends every list. Its tag says 0
// units, so it holds no request, and its links are written but never read, so a list is changed
// without asking whether there is a neighbour.
#pragma once

#include <atomic>

#include "heap/places.hpp"
#include "heap/recent.hpp"
#include "heap/scale.hpp"

namespace smh::heap {

class ManyLists : protected Places {
public:
    static constexpr Bin word_bits = 8 * word_size;
    static constexpr Bin bitmap_words(Bin bins) { return (bins + word_bits - 1) / word_bits; }

protected:
    ManyLists(Index end, HeapSecret secret, Fractions scale) : Places(end, secret), scale_(scale) {}

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

    // That of the heap, behind which the bitmap lies, or the recent blocks.
    static constexpr std::size_t object_size = 56 + hardening_size;

private:
    friend struct Anatomy;

    // The bitmap lies behind the object, or, where recent blocks do, runs downwards from the first
    // head.
    [[gnu::always_inline]] Word& bitmap_word(Bin number) const {
        if constexpr (has_recent) {
            constexpr std::size_t unused = Fractions(0).first_bin() * sizeof(HalfWord);
            return *reinterpret_cast<Word*>(start() + heads_offset_ + unused -
                                            (number + 1) * word_size);
        } else {
            return reinterpret_cast<Word*>(start() + object_size)[number];
        }
    }
    Bin last_filled(Bin bin) const;

    // `none` is at its index, and its tag is the word before it.
    static_assert(small_machine || sizeof(Places) + sizeof(Word) == none * bytes_per_unit);
    Word none_tag_ = 0;
    [[maybe_unused]] Links none_{};
    std::uint16_t heads_offset_ = 0;
    // The last bin that has a block; 0 where all are empty.
    std::atomic<std::uint16_t> largest_bin_{0};

protected:
    Fractions scale_;
};

} // namespace smh::heap
