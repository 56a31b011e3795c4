// Does the heap's own data agree with itself? Asked before it is used.
#include "heap/hardening.hpp"

#include "heap/blocks.hpp"

namespace smh::heap {

// Any change of one of these changes the sum: each is turned to where the others are short.
HalfWord Heap::sum_of_constants() const {
    const auto turned = [](HalfWord word, unsigned by) { return word << by | word >> (32 - by); };
    HalfWord sum = first_ ^ turned(end_, 7) ^ turned(recent_bins_, 13) ^ constants();
    if constexpr (hides_links) {
        const Secret& secret = kept<const Secret>(secret_);
        sum ^= static_cast<HalfWord>(secret.of_links) ^ static_cast<HalfWord>(secret.of_canaries);
    }
    return sum;
}

bool Heap::sound() const {
    if constexpr (checks_lists) {
        return sum_of_constants() == evidence().sum && largest_bin() < bins() &&
               free_units_ <= end_ - first_ && walks_ < 1U << max_walks && recent_sound() &&
               (!config::exact || parking_sound());
    }
    return true;
}

namespace {

// Twice, so that a bit that is changed here is no damage.
[[maybe_unused]] Word noted(Damage damage) {
    return static_cast<Word>(damage) * 0x101;
}

} // namespace

// What leads nowhere is a part of the control block.
void Heap::note(Damage damage, Index place) const {
    if constexpr (checks_lists) {
        evidence().damage = noted(damage);
        evidence().place = is_place(place) ? place : index_of(start());
    }
}

Damage Heap::take_damage(std::uintptr_t& address) const {
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
[[gnu::noinline]] bool Heap::usable(Index index) const {
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

bool Heap::usable_beside(const Found& found) const {
    return (found.right_units == 0 || usable(found.index + found.own.units())) &&
           (found.left_units == 0 || usable(found.index - found.left_units));
}

// What lies beside the block that `found` names, or does not agree with it, is looked at, too.
[[gnu::noinline]] FreeResult Heap::examine_closely(const Found& found, bool agrees,
                                                   FreeResult block) const {
    const bool guarded = config::exact && canary_sound(found.index, found.own);
    if (!agrees) {
        return small_machine && !guarded ? FreeResult::interior_pointer
                                         : damaged(Damage::tag, found.index);
    }
    if (config::exact && !guarded) {
        return damaged(Damage::overrun, found.index);
    }
    return usable_beside(found) ? block : FreeResult::damaged;
}

} // namespace smh::heap
