// How a region becomes one of the pool's.
#pragma once

#include "base/bits.hpp"
#include "pool/guard.hpp"
#include "smh/pool.hpp"

namespace smh {

// First the look-up by address, then by attribute: whoever is given a block can free it. `prepare`
// tells the slot, under its lock, where its region lies.
template <class Prepare>
void Pool::publish(unsigned number, const Region& region, const Prepare& prepare) noexcept {
    Slot& slot = slots_[number];
    const unsigned count = number < region_count() ? region_count() : number + 1;
    {
        // A reader that was overtaken may just be asking the slot.
        const Guard guard(slot.lock);
        slot.counts = {};
        slot.mark = {};
        slot.region = region;
        prepare(slot);
        if (slot.region_length() != 0) {
            owners_.add(slots_, number, count);
        }
    }
    detail::announce(count_, static_cast<std::uint8_t>(count));
    slot.turn.join(++additions_);
    if (slot.elsewhere.of_addresses()) {
        address_plan_.add(slots_, number, count, true);
    } else {
        plan_.add(slots_, number, count, false);
    }
    update_first();
}

} // namespace smh
