// The heap over one region.
//
// The region, from its start to its end; T is a tag, one word, which lies directly in front of the
// index that names its block:
//
//   start               first                                              end
//   +-------------------+-----------------+-----------------+--- ... -----+
//   | control block   |T| payload       |T| payload       |T|           |T|
//   +-------------------+-----------------+-----------------+--- ... -----+
//     figures,            allocated         free: next, previous ... length  sentinel tag:
//     recent blocks,      (user's)                                           0 units, allocated
//     bitmap, bin heads
//
// Invariants, between any two calls:
// - the blocks fill [first, end) without gaps; no two free blocks are neighbours;
// - a tag's left-free flag says whether the block to its left is free;
// - a free block's last word (the footer) is its length in units, so the left neighbour is found;
// - each free block is in exactly the list of its bin; a bit is set for each list not empty;
// - any word inside a block that was the tag of an earlier block is marked free, so a second free
//   of a block that was merged away is told from an interior pointer.
//
// What an index and a unit are, and how the lists begin and end, differs between 64-bit machines
// and small ones: places.hpp, many_lists.hpp, few_lists.hpp.
//
// The heap knows no lock. All its state lies in the region, and all positions are indices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "base/bits.hpp"
#include "heap/canary.hpp"
#include "heap/few_lists.hpp"
#include "heap/many_lists.hpp"
#include "heap/recent.hpp"
#include "heap/table_places.hpp"
#include "smh/block.hpp"

namespace smh::heap {

// `owned`: a client's block, which is freed once it is nobody's. `damaged`: the block, or what
// lies beside it, does not agree with the rest.
enum class FreeResult : std::uint8_t { freed, interior_pointer, double_free, owned, damaged };

// What a heap can say about itself in constant time, in bytes. Tags count as part of a block. What
// is more than a size_t holds is its largest value.
struct Figures {
    std::size_t capacity;     // all blocks together
    std::size_t free;         // all free blocks together
    std::size_t used;         // and all others
    std::size_t minimum_free; // lowest `free` ever
    std::size_t peak;         // highest `used` ever
    std::size_t largest;      // the largest request that alloc would serve now
    std::size_t aligned;      // and a request at an alignment, but for that: the largest looked at
};

// An allocated block.
struct Block {
    std::uintptr_t address;
    std::size_t usable;    // bytes
    std::size_t footprint; // with its tag
    std::size_t alignment; // that it was asked for at; else any block's
    unsigned client;       // whose it is, or 0
};

template <class Places>
using ListsOf = std::conditional_t<Places::small, FewLists, ManyLists<Places>>;

// `Places` says where the tags lie: places.hpp.
template <class Places>
class BasicHeap : private ListsOf<Places> {
    using Lists = ListsOf<Places>;

public:
    using Tag = typename Places::Tag;
    using Address = typename Places::Address;
    using Size = typename Places::Size;
    using Result = typename Places::Result;
    using Span = typename Places::Span;
    static constexpr bool exact = Places::exact;
    using Lists::address_of;
    using Lists::bytes_of;
    using Lists::least_alignment;
    using Lists::min_block_units;
    using Lists::none;

    static constexpr Bin first_recent_bin = bin_of(min_block_units, recent_precision);

    // Lays a heap out over a span. Null, and nothing written, where that is too small for one block
    // or larger than a heap can be.
    // `seed` is any number; from level full on, links and canaries cannot be guessed where it
    // cannot.
    static BasicHeap* create(const Span& span, std::uintptr_t seed = 0);

    // Where checks_lists: does the control block agree with itself, so that the heap may be used?
    // Constant time.
    bool sound() const;
    // What was found since it was last asked, and at which address.
    Damage take_damage(Address& address) const;
    void note_inconsistent() const { note(Damage::inconsistent, first_); }
    void note_control_block() const { note(Damage::control_block, none); }
    // Makes the heap one that is valid, of all the blocks of which the tags can be believed.
    // `span` is what it was created with. Linear in the number of blocks. Returns how many blocks
    // are allocated then.
    std::size_t repair(const Span& span);

    // Nothing where no free block fits. `bytes` may be anything.
    Result alloc(Size bytes);

    // `alignment` is a power of two.
    Result aligned_alloc(Size alignment, Size bytes);

    // `address` may be anything; where it is no block, nothing changes.
    FreeResult free(Address address);

    // The ways of which these are made, the short ones first; short_ways.hpp. Where a short way
    // does not lead to the end (false), nothing has changed. Units are those of units_for, and not
    // 0; alloc_aligned's are those of units_for with the alignment.

    static constexpr Key key_of(Units units) { return Lists::Scale::key(units); }

    // Of a block for so many bytes at an alignment; 0 where no heap holds it, or for no bytes.
    Units units_for(Size bytes, Size alignment) const;

    bool alloc_recent(Size bytes, Result& block);
    bool free_recent(Address address); // which lies in the region

    // False where alloc_listed would find nothing. May be asked without the lock: it is then true
    // or false of some moment, or false while a block is being cut.
    bool may_list(Units units, Key key) const;

    // These leave recent blocks (see recent.hpp) as they are, but for a few; so they may find
    // nothing where they would after stop_keeping.
    Result alloc_listed(Units units, Key key);
    Result alloc_aligned(Units units, Key key, Size alignment);
    Result serve(Units units, Key key, Size alignment); // one of the two
    Result serve_anywhere(Units units, Key key);        // or a recent block
    void stop_keeping();
    void merge_recent();

    FreeResult free_merged(Address address); // which lies in the region

    // What is at an address in the region; `freed` where a block is, which `out` then describes.
    FreeResult look_at(Address address, Block& out) const;

    // Where blocks are exact, says of an allocated block how many bytes it is asked for, and at
    // which alignment. Whatever changes a block's tag ends with it.
    void seal(Address address, Size bytes, Size alignment);

    // Their way to be freed, in two steps between which they are filled, with no lock held: park,
    // if look_at has called it a block, then retire.
    void park(Address address);
    void retire(Address address);

    // Makes the allocated block at `address` a client's, or nobody's: 0.
    void set_client(Address address, unsigned client);

    // Makes the allocated block at `address` one of so many units where it is, and notes that it
    // was asked for at this alignment. False, and nothing changed, where there is no room.
    bool resize_block(Address address, Units units, Size alignment);

    // Whether a request that this heap cannot serve fails altogether: then the heap packs its
    // blocks tightly before it is full.
    void set_last_resort(bool last) { last_resort_ = last ? 1 : 0; }

    // Whether no recent blocks are kept, however much is free.
    void keep_none(bool on);

    Size free_bytes() const { return bytes_of(free_units_); }
    void reset_minimum_free() { minimum_free_units_ = free_units_; }

    // Both merge recent blocks first, so that they see what a request would.
    Figures figures();
    void walk(BlockVisitor visitor, void* context); // the visitor must not call the heap

    // A walk in steps. Between two of them the heap may be used: each block that is there all the
    // time is seen once, and of others each at most once at an address. begin_walk returns the
    // walk's number, or max_walks where so many are under way already.
    static constexpr unsigned max_walks = 2;
    unsigned begin_walk();
    bool see_next(unsigned walk, BlockView& block); // false at the end
    void end_walk(unsigned walk);
    bool all_free() const { return free_units_ == end_ - first_; }
    bool walked() const { return walks_ != 0; }

    // All at once. In steps: validation.hpp.
    bool validate(Depth depth);
    // As `create` was told; else validation looks no further.
    bool is_as_long_as(std::size_t bytes) const {
        return base::saturated(bytes_of(length())) == bytes;
    }
    bool begins_at(Address address) const { return this->region_begin() == address; }

private:
    friend class Validation;
    friend struct Anatomy; // of the tests, which damage each part

    using Scale = typename Lists::Scale;
    using Lists::at_granule;
    using Lists::before_first;
    using Lists::constants;
    using Lists::end_;
    using Lists::fills_freed;
    using Lists::find_filled;
    using Lists::find_filled_above;
    using Lists::first_;
    using Lists::first_bin;
    using Lists::first_filled;
    using Lists::head;
    using Lists::index_of;
    using Lists::is_freed;
    using Lists::is_marked;
    using Lists::largest_bin;
    using Lists::last_unit;
    using Lists::lay_out;
    using Lists::length;
    using Lists::length_before;
    using Lists::link;
    using Lists::looks;
    using Lists::marks_valid;
    using Lists::may_hold;
    using Lists::next;
    using Lists::note_power;
    using Lists::note_size;
    using Lists::origin;
    using Lists::payload_of;
    using Lists::previous;
    using Lists::scale_;
    using Lists::set_free;
    using Lists::set_next;
    using Lists::set_previous;
    using Lists::set_tag;
    using Lists::small;
    using Lists::start;
    using Lists::tag;
    using Lists::tag_word_at;
    using Lists::units_in;
    using Lists::units_per_granule;
    using Lists::unlink;
    // An allocated block and what lies beside it.
    struct Found {
        Index index;
        Tag own;
        Tag right;
        Units right_units; // of the free block to the right, and to the left; 0 where none is
        Units left_units;
    };

    // What a heap over a span looks like.
    struct Layout {
        typename Places::Geometry geometry{};
        Scale scale{0};
        Bin recent_bins = 0;
    };
    static bool plan(const Span& span, Layout& layout);
    explicit BasicHeap(const Layout& layout);

    // In the places of the bins below the first is the object itself, or a part of it: so a bin's
    // place is a shift away.
    [[gnu::always_inline]] RecentBlocks& recent_blocks(Bin bin) const {
        return reinterpret_cast<RecentBlocks*>(start() + Places::before_recent)[bin];
    }
    [[gnu::always_inline]] static Bin recent_bin_of(Units units) {
        return recent_bin<first_recent_bin>.of[units];
    }
    // How many bins a heap needs: one for each size up to its own, and one that is always empty.
    static constexpr Bin bins_for(Units units, Scale scale) { return scale.bin(key_of(units)) + 2; }
    Bin bins() const { return bins_for(length(), scale_); }
    static constexpr std::size_t first_head(Bin bins, Bin recent_bins);
    static constexpr std::size_t control_size(Units units, Scale scale, Bin recent_bins);
    static Scale choose_scale(Units units);
    static Bin choose_recent_bins(Units units, Scale scale);

    // How many an aligned one looks at, each of another bin.
    static constexpr unsigned aligned_looks = 3;

    // Lists of free blocks.
    Bin bin_for(Units units) const;
    Index find_in(Bin bin, Units units) const;
    bool holds(Index index, Units units) const;
    Index listed_after(Index index, Bin bin) const;

    // Recent blocks.
    bool keeps_recent() const { return has_recent && keeping_units_ != 0; }
    void merge_last(RecentBlocks& recent);
    void merge_some_recent();
    Result take_some(Index index, Bin listed, Bin bin);
    void start_keeping();

    // Blocks.
    Result alloc_first_fit(Units units, Key key);
    Result alloc_while_keeping(Units units);
    static constexpr Units no_place = ~Units{0};
    Units last_place(Index index, Units most, Address mask) const;
    Result trim_aligned(Index block, Units units, Size alignment);
    void note_alignment(Index block, Size alignment);
    unsigned noted_power(Index index, Tag own) const;
    Size noted_alignment(Index index, Tag own) const;
    Result taken(Index block);
    Result take_last(Index index, Bin bin, Units units);
    Index take(Index index, Bin bin, Units left);
    void trim(Index block, Units units);
    void put(Index index, Units units);
    void resize(Index index, Bin bin, Units units);
    void mark_free(Index index, Units units);
    void merge(const Found& found);
    bool grow(Index index, Units units);
    bool look_beside(Found& found) const;
    FreeResult examine(Address address, Found& found) const;
    FreeResult examine_closely(const Found& found, bool agrees, FreeResult block) const;
    FreeResult damaged(Damage damage, Index place) const;
    void account_for_taken(Units units);

    // Hardening. What is of parked blocks and canaries is called only where blocks are exact.
    void note(Damage damage, Index place) const;
    bool is_place(Index index) const;
    bool usable(Index index) const;
    bool usable_beside(const Found& found) const;
    void list(Index index, Bin bin);
    HalfWord sum_of_constants() const;
    void release(Index index);
    void release_parked(Index index);
    void release_oldest();
    void release_all_parked();
    static bool being_filled(Index index, const typename Places::Parked& before);
    bool leads_on(Index index) const;
    bool leads_to_end(Index index) const;
    bool is_free(Index index, Index right) const;
    Index next_place(Index index) const;
    std::size_t list_all(const typename Places::Parked& before);
    void list_before(Index index, Index& free);
    void mend_canary(Index index);
    std::uint16_t most_kept_units() const;
    typename Places::Kept most_kept_bytes() const;
    bool recent_sound() const;
    bool cursor_sound() const;
    bool parked_sound() const;
    bool parked_valid() const;
    bool parked_valid(Index index) const;
    void fill_begin(Index index, Units units);
    bool begin_filled(Index index, Units units) const;
    HalfWord canary_mask(Index index, Tag own) const;
    HalfWord& canary_word(Index index, Tag own) const;
    unsigned char slack_byte(Index index, Tag own) const;
    Canary canary(Index index, Tag own) const;
    bool canary_sound(Index index, Tag own) const;
    Size usable_bytes(Index index, Tag own) const;
    Evidence& evidence() { return kept<Evidence>(evidence_); }
    const Evidence& evidence() const { return kept<const Evidence>(evidence_); }
    Parking& parking() { return kept<Parking>(parking_); }
    const Parking& parking() const { return kept<const Parking>(parking_); }

    // Walks. A block that begins inside these units, but not with them, is none any more.
    [[gnu::noinline]] void pass_over(Index index, Units units);
    bool walk_disturbed(unsigned walk) const;

    // What can be said of one place alone.
    bool control_block_valid() const;
    bool bin_head_valid(Bin bin) const;
    bool walks_valid() const;
    bool block_valid(Index index) const;
    bool free_block_valid(Index index) const;
    bool recent_valid(Bin bin) const;
    bool recent_valid(Index index, Bin bin) const;

    // The first three fit behind the last of the lists.
    std::uint8_t recent_bins_;                      // with a place in the control block
    std::uint8_t recent_cursor_ = first_recent_bin; // the bin that merge_some_recent has come to
    std::uint8_t last_resort_ = 0; // 0 or 1, as keeps_none_: what is damaged is no bool
    Units free_units_ = 0;         // recent blocks count as free
    Units minimum_free_units_ = 0;
    std::uint16_t keeping_units_ = 0;         // smaller blocks are kept as recent; 0: none are
    typename Places::Kept keeping_bytes_ = 0; // the largest request that those serve
    // Bit n: walk n is under way; a block has vanished since it began. Its next block is its
    // cursor.
    std::uint8_t walks_ = 0;
    std::uint8_t disturbed_walks_ = 0;
    std::uint8_t keeps_none_ = 0;
    Index cursors_[max_walks]{}; // 0 where no walk is under way
    [[no_unique_address]] HeapEvidence evidence_;
    [[no_unique_address]] typename Places::Parked parking_;
    // Behind the object: recent blocks; the bitmap; the heads of the bins.
};

template <class Places>
constexpr std::size_t BasicHeap<Places>::first_head(Bin bins, Bin recent_bins) {
    if constexpr (small) {
        return sizeof(BasicHeap);
    } else {
        const std::size_t before = recent_bins != 0
                                       ? Places::before_recent + recent_bins * sizeof(RecentBlocks)
                                       : sizeof(BasicHeap);
        return before + Lists::bitmap_words(bins) * word_size;
    }
}

template <class Places>
constexpr std::size_t BasicHeap<Places>::control_size(Units units, Scale scale, Bin recent_bins) {
    const Bin bins = bins_for(units, scale);
    return first_head(bins, recent_bins) + (bins - first_bin) * sizeof(HalfWord);
}

// Of a region that holds its own tags, and of one that does not.
using Heap = BasicHeap<InsidePlaces>;
using TableHeap = BasicHeap<TablePlaces>;

} // namespace smh::heap
