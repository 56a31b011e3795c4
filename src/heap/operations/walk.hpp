// Walks over all blocks, in steps between which others may use the heap.
#pragma once

#include "heap/blocks.hpp"

namespace smh::heap {

template <class Places>
unsigned BasicHeap<Places>::begin_walk() {
    for (unsigned walk = 0; walk < max_walks; ++walk) {
        const auto bit = static_cast<std::uint8_t>(1U << walk);
        if ((walks_ & bit) == 0) {
            walks_ |= bit;
            cursors_[walk] = first_;
            return walk;
        }
    }
    return max_walks;
}

template <class Places>
void BasicHeap<Places>::end_walk(unsigned walk) {
    walks_ &= static_cast<std::uint8_t>(~(1U << walk));
    disturbed_walks_ &= walks_;
    cursors_[walk] = 0;
}

template <class Places>
bool BasicHeap<Places>::walk_disturbed(unsigned walk) const {
    return (disturbed_walks_ >> walk & 1U) != 0;
}

// Where a damaged cursor or length leads nowhere, nothing more is seen; validate says so.
template <class Places>
bool BasicHeap<Places>::see_next(unsigned walk, BlockView& block) {
    const Index index = cursors_[walk];
    if (!is_place(index)) {
        return false;
    }
    const Tag own = tag(index);
    if (own.units() < min_block_units || own.units() > end_ - index) {
        return false;
    }
    const Size usable =
        own.allocated() ? usable_bytes(index, own) : payload_of(own.units()) - note_size(1);
    block = {reinterpret_cast<const void*>(static_cast<std::uintptr_t>(address_of(index))),
             base::saturated(usable),
             base::saturated(bytes_of(own.units())),
             !own.allocated(),
             own.client(),
             address_of(index)};
    cursors_[walk] = index + own.units();
    return true;
}

template <class Places>
[[gnu::noinline]] void BasicHeap<Places>::pass_over(Index index, Units units) {
    for (Index& cursor : cursors_) {
        if (cursor - index < units && cursor != index) {
            cursor = index + units;
        }
    }
    disturbed_walks_ |= walks_;
}

template <class Places>
void BasicHeap<Places>::walk(BlockVisitor visitor, void* context) {
    merge_recent();
    const unsigned walk = begin_walk();
    BlockView block{};
    while (walk != max_walks && see_next(walk, block)) {
        visitor(context, block);
    }
    end_walk(walk);
}

} // namespace smh::heap
