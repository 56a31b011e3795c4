// The steps of a validation.
#pragma once

#include "heap/blocks.hpp"
#include "heap/validation.hpp"

namespace smh::heap {

template <class Places>
bool BasicHeap<Places>::validate(Depth depth) {
    Validation validation(depth);
    while (validation.step(*this, {base::saturated(bytes_of(length())), 0})) {
    }
    return validation.valid();
}

template <class Heap>
bool Validation::step(Heap& heap, const Known& known) {
    go_on(heap, known);
    // Without a cursor a block that was looked at may vanish: then the rest is done in this step.
    while (walk_ == no_walk && part_ >= Part::blocks && part_ < Part::end) {
        go_on(heap, known);
    }
    if (walk_ != no_walk && part_ == Part::end) {
        heap.end_walk(walk_);
    }
    return part_ != Part::end;
}

template <class Heap>
void Validation::go_on(Heap& heap, const Known& known) {
    if (part_ > Part::blocks && disturbed(heap, known.changes)) {
        part_ = Part::end;
    }
    switch (part_) {
    case Part::figures:
        valid_ = figures(heap, known.bytes);
        break;
    case Part::heads:
        valid_ = heads(heap, known.changes);
        break;
    case Part::blocks:
        valid_ = blocks(heap, known);
        break;
    case Part::lists:
        valid_ = lists(heap);
        break;
    case Part::recent:
        valid_ = recent(heap);
        break;
    case Part::end:
        break;
    }
    if (!valid_) {
        part_ = Part::end;
    }
}

// Has anything changed since the first block was looked at?
template <class Heap>
bool Validation::disturbed(const Heap& heap, std::size_t changes) const {
    return changes != changes_ || heap.walk_disturbed(walk_);
}

template <class Heap>
bool Validation::figures(const Heap& heap, std::size_t bytes) {
    if (!heap.is_as_long_as(bytes) || !heap.control_block_valid()) {
        return false;
    }
    begin(Part::heads, Heap::first_bin);
    return true;
}

template <class Heap>
bool Validation::heads(Heap& heap, std::size_t changes) {
    for (unsigned look = 0; look < bins_in_step; ++look, ++bin_) {
        if (bin_ >= heap.bins()) {
            depth_ == Depth::quick ? begin(Part::end, 0) : begin_blocks(heap, changes);
            return true;
        }
        if (!heap.bin_head_valid(bin_)) {
            return false;
        }
    }
    return true;
}

template <class Heap>
void Validation::begin_blocks(Heap& heap, std::size_t changes) {
    begin(Part::blocks, 0);
    walk_ = heap.begin_walk();
    changes_ = changes;
}

template <class Heap>
bool Validation::blocks(Heap& heap, const Known& known) {
    const bool in_steps = walk_ != no_walk;
    Index first = heap.first_;
    Index& next = in_steps ? heap.cursors_[walk_] : first;
    for (unsigned look = 0; next != heap.end_; ++look) {
        if (in_steps && look == blocks_in_step) {
            return true;
        }
        if (!heap.block_valid(next)) {
            return false;
        }
        const auto tag = heap.tag(next);
        free_blocks_ += tag.free() ? 1U : 0U;
        recent_blocks_ += tag.recent() ? 1U : 0U;
        allocated_blocks_ += tag.allocated() ? 1U : 0U;
        // Recent blocks count as free, parked ones do not.
        free_units_ += tag.free() || (has_recent && tag.recent()) ? tag.units() : 0;
        next += tag.units();
    }
    begin(Part::lists, Heap::first_bin);
    listed_ = Heap::none;
    return disturbed(heap, known.changes) || counts_agree(heap, known.blocks);
}

// A parked block that does not wait yet is still being freed.
template <class Heap>
bool Validation::counts_agree(const Heap& heap, std::size_t blocks) const {
    std::size_t allocated = allocated_blocks_;
    if constexpr (Heap::exact) {
        allocated += heap.parking().parked - std::size_t{heap.parking().waiting};
    }
    return free_units_ == heap.free_units_ && (blocks == any_number || blocks == allocated);
}

// Every listed block is a free block of its bin, and there are as many as the walk has found.
template <class Heap>
bool Validation::lists(const Heap& heap) {
    for (unsigned look = 0; look < blocks_in_step; ++look) {
        if (listed_ == Heap::none) {
            if (bin_ == heap.bins()) {
                begin(Part::recent, Heap::first_recent_bin);
                return free_blocks_ == 0;
            }
            listed_ = heap.head(bin_++);
            continue;
        }
        if (free_blocks_ == 0 || !heap.free_block_valid(listed_) ||
            heap.scale_.bin(Heap::key_of(heap.tag(listed_).units())) != bin_ - 1) {
            return false;
        }
        --free_blocks_;
        listed_ = heap.next(listed_, bin_ - 1);
    }
    return true;
}

// There are as many recent blocks as the walk has found.
template <class Heap>
bool Validation::recent(const Heap& heap) {
    for (unsigned look = 0; look < bins_in_step; ++look, ++bin_) {
        if (!has_recent || bin_ >= heap.recent_bins_) {
            part_ = Part::end;
            if constexpr (Heap::exact) {
                return recent_blocks_ == heap.parking().parked && heap.parked_valid();
            }
            return recent_blocks_ == 0;
        }
        if (!heap.recent_valid(bin_)) {
            return false;
        }
        recent_blocks_ -= heap.recent_blocks(bin_).count;
    }
    return true;
}

} // namespace smh::heap
