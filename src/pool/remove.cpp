// The way of a region out of the pool.
#include "base/bits.hpp"
#include "heap/heap.hpp"
#include "pool/marks.hpp"
#include "pool/within.hpp"

namespace smh {

// First the requests stop, then, if there are no blocks, the look-up. Who asks a slot does so with
// its lock held, and finds there that the plan has changed or that the region is gone.
Status Pool::remove(std::uintptr_t address) noexcept {
    unsigned number = 0;
    const Status status = remove(address, number);
    if (status == Status::ok) {
        report_region(number, false);
    }
    return status;
}

Status Pool::remove(std::uintptr_t address, unsigned& number) noexcept {
    const Guard guard(add_lock_);
    Slot* slot = nullptr;
    if (const Status status = set_serving(address, false, slot); status != Status::ok) {
        return status;
    }
    {
        const Guard slot_guard(slot->lock);
        make_sound(*slot);
        if constexpr (config::exact) {
            slot->heap().merge_recent();
        }
        if (!slot->heap().all_free() || slot->heap().walked()) {
            return Status::busy;
        }
        marks::removed(slot->region);
        slot->size.store(0, std::memory_order_release);
    }
    number = static_cast<unsigned>(slot - slots_);
    owners_.remove(slots_, slot->start(), region_count());
    unsigned count = region_count();
    while (count != 0 && slots_[count - 1].length() == 0) {
        --count;
    }
    count_.store(static_cast<std::uint8_t>(count), std::memory_order_release);
    return Status::ok;
}

Status Pool::drain(std::uintptr_t address) noexcept {
    return serve_from(address, false);
}

Status Pool::resume(std::uintptr_t address) noexcept {
    const Status status = serve_from(address, true);
    serve_waiters();
    return status;
}

Status Pool::serve_from(std::uintptr_t address, bool serves) noexcept {
    const Guard guard(add_lock_);
    Slot* slot = nullptr;
    return set_serving(address, serves, slot);
}

Pool::Slot* Pool::slot_that_begins_at(std::uintptr_t address) noexcept {
    for (Slot& slot : slots_) {
        if (slot.length() != 0 && slot.region.address == address) {
            return &slot;
        }
    }
    return nullptr;
}

// The slot, of the region that begins there, serves or does so no more.
Status Pool::set_serving(std::uintptr_t address, bool serves, Slot*& slot) noexcept {
    slot = slot_that_begins_at(address);
    if (slot == nullptr) {
        return Status::invalid;
    }
    if constexpr (!config::changing_regions) {
        return Status::not_permitted;
    }
    if (slot->turn.set_serving(serves)) {
        plan_.make(slots_, region_count());
        update_first();
    }
    return Status::ok;
}

} // namespace smh
