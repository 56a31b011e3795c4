// Does the heap's own data agree with itself? Asked before it is used.
#pragma once

#include "heap/blocks.hpp"

namespace smh::heap {

// Any change of one of these changes the sum: each is turned to where the others are short.
template <class Places>
HalfWord BasicHeap<Places>::sum_of_constants() const {
    const auto turned = [](HalfWord word, unsigned by) { return word << by | word >> (32 - by); };
    return first_ ^ turned(end_, 7) ^ turned(recent_bins_, 13) ^ constants() ^
           this->constants_of_places();
}

template <class Places>
bool BasicHeap<Places>::sound() const {
    if constexpr (checks_lists) {
        return sum_of_constants() == evidence().sum && largest_bin() < bins() &&
               free_units_ <= end_ - first_ && walks_ < 1U << max_walks && recent_sound() &&
               parked_sound();
    }
    return true;
}

// Twice, so that a bit that is changed here is no damage.
constexpr Word noted(Damage damage) {
    return static_cast<Word>(damage) * 0x101;
}

// What leads nowhere is a part of the control block.
template <class Places>
void BasicHeap<Places>::note(Damage damage, Index place) const {
    if constexpr (checks_lists) {
        evidence().damage = noted(damage);
        evidence().place = is_place(place) ? place : this->control_block();
    }
}

template <class Places>
Damage BasicHeap<Places>::take_damage([[maybe_unused]] Address& address) const {
    if constexpr (checks_lists) {
        const auto damage = static_cast<Damage>(evidence().damage & 0xFF);
        const bool is_one = evidence().damage == noted(damage);
        address = address_of(evidence().place);
        evidence().damage = 0;
        return is_one ? damage : Damage::none;
    }
    return Damage::none;
}

// May this free block, to which a list or a neighbour leads, be used?
template <class Places>
[[gnu::noinline]] bool BasicHeap<Places>::usable(Index index) const {
    if (!free_block_valid(index)) {
        note(Damage::list, index);
        return false;
    }
    if (!begin_filled(index, tag(index).units())) {
        note(Damage::use_after_free, index);
        return false;
    }
    return true;
}

template <class Places>
bool BasicHeap<Places>::usable_beside(const Found& found) const {
    return (found.right_units == 0 || usable(found.index + found.own.units())) &&
           (found.left_units == 0 || usable(found.index - found.left_units));
}

// What lies beside the block that `found` names, or does not agree with it, is looked at, too.
template <class Places>
[[gnu::noinline]] FreeResult BasicHeap<Places>::examine_closely(const Found& found, bool agrees,
                                                                FreeResult block) const {
    bool guarded = false;
    if constexpr (exact) {
        guarded = canary_sound(found.index, found.own);
    }
    if (!agrees) {
        return small && !guarded ? FreeResult::interior_pointer : damaged(Damage::tag, found.index);
    }
    if (exact && !guarded) {
        return damaged(Damage::overrun, found.index);
    }
    return usable_beside(found) ? block : FreeResult::damaged;
}

} // namespace smh::heap
