// Validation of a heap in steps, so that its lock is never held for long: each step is made with
// the lock held, and between two of them the heap may be used.
//
// What concerns one place is examined whatever happens meanwhile: the control block, the head of
// each list, each block with its neighbours and its links. What concerns all places at one moment
// (whether the lengths add up, whether the lists hold all free blocks and no others) is compared
// where nothing has changed since the step that looked at the first block.
#pragma once

#include "heap/heap.hpp"

namespace smh::heap {

class Validation {
public:
    explicit Validation(Depth depth) : depth_(depth) {}

    // What is known of a heap beside what it says itself: its region's length in bytes, a number
    // that is another whenever a block was allocated or freed, and how many are allocated.
    static constexpr std::size_t any_number = ~std::size_t{0};
    struct Known {
        std::size_t bytes;
        std::size_t changes;
        std::size_t blocks = any_number;
    };

    // One step; false after the last. As long as the heap is walked there must be a next one.
    // A heap that takes itself for longer than it is known to be is not valid, and is not looked
    // at. A step looks at a few blocks or bins; only where Heap::max_walks are under way already it
    // looks at all blocks.
    template <class Heap>
    bool step(Heap& heap, const Known& known);

    bool begun() const { return part_ != Part::figures; }

    // Of a validation that has ended.
    bool valid() const { return valid_; }

private:
    enum class Part : std::uint8_t { figures, heads, blocks, lists, recent, end };

    static constexpr unsigned bins_in_step = small_machine ? 2 : 8;
    static constexpr unsigned blocks_in_step = small_machine ? 2 : 4;

    template <class Heap>
    void go_on(Heap& heap, const Known& known);
    template <class Heap>
    bool figures(const Heap& heap, std::size_t bytes);
    template <class Heap>
    bool heads(Heap& heap, std::size_t changes);
    template <class Heap>
    bool blocks(Heap& heap, const Known& known);
    template <class Heap>
    bool counts_agree(const Heap& heap, std::size_t blocks) const;
    template <class Heap>
    bool lists(const Heap& heap);
    template <class Heap>
    bool recent(const Heap& heap);
    void begin(Part part, Bin bin) {
        part_ = part;
        bin_ = bin;
    }
    template <class Heap>
    void begin_blocks(Heap& heap, std::size_t changes);
    template <class Heap>
    bool disturbed(const Heap& heap, std::size_t changes) const;

    static constexpr unsigned no_walk = Heap::max_walks;

    Depth depth_;
    Part part_ = Part::figures;
    bool valid_ = true;
    unsigned walk_ = no_walk;
    Bin bin_ = 0;      // the next one
    Index listed_ = 0; // the next one of the list before that
    // What the blocks say, and since when.
    std::size_t changes_ = 0;
    Units free_units_ = 0;
    std::size_t free_blocks_ = 0;
    std::size_t allocated_blocks_ = 0;
    std::size_t recent_blocks_ = 0;
};

} // namespace smh::heap
