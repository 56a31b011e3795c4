// Freed blocks that are set aside until others have been freed after them: who still writes to one
// meanwhile is found, and nobody else is hurt.
#include "heap/blocks.hpp"

namespace smh::heap {

void Heap::park(std::uintptr_t address) {
    const Index index = index_of(address);
    set_tag(index, tag(index).with_client(0).with_recent());
    ++parking().parked;
    // The pool counts a block as freed when it retires, and a validation must not miss this either.
    disturbed_walks_ |= walks_;
}

// What it was filled with must still be there.
void Heap::release_parked(Index index) {
    const Tag own = tag(index);
    if (!begin_filled(index, own.units())) {
        note(Damage::use_after_free, index);
    }
    --parking().parked;
    set_tag(index, own.without_recent());
    release(index);
}

void Heap::release_oldest() {
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

void Heap::release_all_parked() {
    while (config::quarantine != 0 && parking().waiting != 0) {
        release_oldest();
    }
}

void Heap::retire(std::uintptr_t address) {
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

// Is this parked block none of those that wait?
bool Heap::being_filled(Index index, const HeapParking& before) {
    if constexpr (!config::exact || config::quarantine == 0) {
        return config::exact;
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
bool Heap::parked_valid(Index index) const {
    const Tag own = is_place(index) ? tag(index) : Tag();
    return own.recent() && own.sound(index) && own.units() >= min_block_units &&
           own.units() <= end_ - index;
}

// Those that wait are each another, and filled.
bool Heap::parked_valid() const {
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

bool Heap::parking_sound() const {
    const Parking& parking = this->parking();
    return parking.waiting <= config::quarantine && parking.oldest < Parking::places &&
           parking.waiting <= parking.parked;
}

} // namespace smh::heap
