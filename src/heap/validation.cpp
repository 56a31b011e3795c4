#include "heap/validation.hpp"

namespace smh::heap {

bool Heap::validate(Depth depth) {
    Validation validation(*this, depth);
    while (validation.step(0)) {
    }
    return validation.valid();
}

bool Validation::step(std::size_t changes) {
    go_on(changes);
    // Without a cursor a block that was looked at may vanish: then the rest is done in this step.
    while (walk_ == Heap::max_walks && part_ >= Part::blocks && part_ < Part::end) {
        go_on(changes);
    }
    if (walk_ != Heap::max_walks && part_ == Part::end) {
        heap_.end_walk(walk_);
    }
    return part_ != Part::end;
}

void Validation::go_on(std::size_t changes) {
    if (part_ > Part::blocks && disturbed(changes)) {
        part_ = Part::end;
    }
    switch (part_) {
    case Part::figures:
        valid_ = figures();
        break;
    case Part::heads:
        valid_ = heads(changes);
        break;
    case Part::blocks:
        valid_ = blocks(changes);
        break;
    case Part::lists:
        valid_ = lists();
        break;
    case Part::recent:
        valid_ = recent();
        break;
    case Part::end:
        break;
    }
    if (!valid_) {
        part_ = Part::end;
    }
}

// Has anything changed since the first block was looked at?
bool Validation::disturbed(std::size_t changes) const {
    return changes != changes_ || heap_.walk_disturbed(walk_);
}

void Validation::begin(Part part, Bin bin) {
    part_ = part;
    bin_ = bin;
}

bool Validation::figures() {
    begin(Part::heads, heap_.scale_.first_bin());
    return heap_.control_block_valid();
}

bool Validation::heads(std::size_t changes) {
    for (unsigned look = 0; look < bins_in_step; ++look, ++bin_) {
        if (bin_ >= heap_.bins()) {
            depth_ == Depth::quick ? begin(Part::end, 0) : begin_blocks(changes);
            return true;
        }
        if (!heap_.bin_head_valid(bin_)) {
            return false;
        }
    }
    return true;
}

void Validation::begin_blocks(std::size_t changes) {
    begin(Part::blocks, 0);
    walk_ = heap_.begin_walk();
    changes_ = changes;
}

bool Validation::blocks(std::size_t changes) {
    const bool in_steps = walk_ != Heap::max_walks;
    Index first = heap_.first_;
    Index& next = in_steps ? heap_.cursors_[walk_] : first;
    for (unsigned look = 0; next != heap_.end_; ++look) {
        if (in_steps && look == blocks_in_step) {
            return true;
        }
        if (!heap_.block_valid(next)) {
            return false;
        }
        const Tag tag = heap_.tag(next);
        free_blocks_ += tag.free() ? 1U : 0U;
        recent_blocks_ += tag.recent() ? 1U : 0U;
        free_units_ += tag.allocated() ? 0 : tag.units();
        next += tag.units();
    }
    begin(Part::lists, heap_.scale_.first_bin());
    return disturbed(changes) || free_units_ == heap_.free_units_;
}

// Every listed block is a free block of its bin, and there are as many as the walk has found.
bool Validation::lists() {
    for (unsigned look = 0; look < blocks_in_step; ++look) {
        if (listed_ == Heap::none) {
            if (bin_ == heap_.bins()) {
                begin(Part::recent, first_recent_bin);
                return free_blocks_ == 0;
            }
            listed_ = heap_.head(bin_++);
            continue;
        }
        if (free_blocks_ == 0 || !heap_.free_block_valid(listed_) ||
            heap_.scale_.bin(key_of(heap_.tag(listed_).units())) != bin_ - 1) {
            return false;
        }
        --free_blocks_;
        listed_ = heap_.next(listed_);
    }
    return true;
}

// There are as many recent blocks as the walk has found.
bool Validation::recent() {
    for (unsigned look = 0; look < bins_in_step; ++look, ++bin_) {
        if (!has_recent || bin_ >= heap_.recent_bins_) {
            part_ = Part::end;
            return recent_blocks_ == 0;
        }
        if (!heap_.recent_valid(bin_)) {
            return false;
        }
        recent_blocks_ -= heap_.recent_blocks(bin_).count;
    }
    return true;
}

} // namespace smh::heap
