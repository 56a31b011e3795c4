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
    Validation(Heap& heap, Depth depth) : heap_(heap), depth_(depth) {}

    // One step; false after the last, to which it must come. `changes` is a number that is another
    // whenever a block was allocated or freed. A step looks at a few blocks or bins; only where
    // Heap::max_walks are under way already it looks at all blocks.
    bool step(std::size_t changes);

    // Of a validation that has ended.
    bool valid() const { return valid_; }

private:
    enum class Part : std::uint8_t { figures, heads, blocks, lists, recent, end };

    static constexpr unsigned bins_in_step = small_machine ? 4 : 32;
    static constexpr unsigned blocks_in_step = small_machine ? 2 : 16;

    void go_on(std::size_t changes);
    bool figures();
    bool heads(std::size_t changes);
    bool blocks(std::size_t changes);
    bool lists();
    bool recent();
    void begin(Part part, Bin bin);
    void begin_blocks(std::size_t changes);
    bool disturbed(std::size_t changes) const;

    Heap& heap_;
    Depth depth_;
    Part part_ = Part::figures;
    bool valid_ = true;
    unsigned walk_ = Heap::max_walks; // none
    Bin bin_ = 0;                     // the next one
    Index listed_ = Heap::none;       // the next one of the list before that
    // What the blocks say, and since when.
    std::size_t changes_ = 0;
    Units free_units_ = 0;
    std::size_t free_blocks_ = 0;
    std::size_t recent_blocks_ = 0;
};

} // namespace smh::heap
