// Freed blocks that are set aside until others have been freed after them: who still writes to one
// meanwhile is found, and nobody else is hurt.
#pragma once

#include "heap/blocks.hpp"

namespace smh::heap {

template <class Places>
void BasicHeap<Places>::park(Address address) {
    if constexpr (exact) {
        const Index index = index_of(address);
        set_tag(index, tag(index).with_client(0).with_recent());
        ++parking().parked;
        // The pool counts a block as freed when it retires, and a validation must not miss this
        // either.
        disturbed_walks_ |= walks_;
    }
}

// What it was filled with must still be there.
template <class Places>
void BasicHeap<Places>::release_parked(Index index) {
    const Tag own = tag(index);
    if (!begin_filled(index, own.units())) {
        note(Damage::use_after_free, index);
    }
    --parking().parked;
    set_tag(index, own.without_recent());
    release(index);
}

template <class Places>
void BasicHeap<Places>::release_oldest() {
    Parking& parking = this->parking();
    const Index index = parking.blocks[parking.oldest];
    parking.oldest = static_cast<std::uint16_t>((parking.oldest + 1U) % Parking::places);
    --parking.waiting;
    if (parked_valid(index)) {
        release_parked(index);
    } else {
        note(Damage::list, index);
    }
}

template <class Places>
void BasicHeap<Places>::release_all_parked() {
    while (config::quarantine != 0 && parking().waiting != 0) {
        release_oldest();
    }
}

template <class Places>
void BasicHeap<Places>::retire(Address address) {
    if constexpr (exact) {
        const Index index = index_of(address);
        if (config::quarantine == 0) {
            return release_parked(index);
        }
        Parking& parking = this->parking();
        if (parking.waiting == config::quarantine) {
            release_oldest();
        }
        parking.blocks[(parking.oldest + parking.waiting) % Parking::places] = index;
        ++parking.waiting;
    }
}

// Is this parked block none of those that wait?
template <class Places>
bool BasicHeap<Places>::being_filled(Index index, const typename Places::Parked& before) {
    if constexpr (!exact || config::quarantine == 0) {
        return exact;
    }
    const Parking& parking = kept<const Parking>(before);
    for (unsigned place = 0; place < parking.waiting % (Parking::places + 1); ++place) {
        if (parking.blocks[(parking.oldest + place) % Parking::places] == index) {
            return false;
        }
    }
    return true;
}

// Does an entry lead to a parked block?
template <class Places>
bool BasicHeap<Places>::parked_valid(Index index) const {
    const Tag own = is_place(index) ? tag(index) : Tag();
    return own.recent() && own.sound(index) && own.units() >= min_block_units &&
           own.units() <= end_ - index;
}

// Those that wait are each another, and filled.
template <class Places>
bool BasicHeap<Places>::parked_valid() const {
    const Parking& parking = this->parking();
    const auto at = [&parking](unsigned place) {
        return parking.blocks[(parking.oldest + place) % Parking::places];
    };
    for (unsigned place = 0; place < parking.waiting; ++place) {
        const Index index = at(place);
        if (!parked_valid(index) || !begin_filled(index, tag(index).units())) {
            return false;
        }
        for (unsigned other = 0; other < place; ++other) {
            if (at(other) == index) {
                return false;
            }
        }
    }
    return true;
}

template <class Places>
bool BasicHeap<Places>::parked_sound() const {
    if constexpr (exact) {
        const Parking& parking = this->parking();
        return parking.waiting <= config::quarantine && parking.oldest < Parking::places &&
               parking.waiting <= parking.parked;
    }
    return true;
}

} // namespace smh::heap
