// The way of a region out of the pool.
#include "base/bits.hpp"
#include "heap/heap.hpp"
#include "pool/marks.hpp"
#include "pool/within.hpp"

namespace smh {

// First the requests stop, then, if there are no blocks, the look-up. Who asks a slot does so with
// its lock held, and finds there that the plan has changed or that the region is gone.
template <class Find>
Status Pool::remove_found(const Find& find) noexcept {
    Slot* slot = nullptr;
    void* metadata = nullptr;
    {
        const Guard guard(add_lock_);
        slot = find();
        if (const Status status = remove(slot, metadata); status != Status::ok) {
            return status;
        }
    }
    if (metadata != nullptr) {
        free(metadata);
    }
    report_region(static_cast<unsigned>(slot - slots_), false);
    return Status::ok;
}

Status Pool::remove(std::uintptr_t address) noexcept {
    return remove_found([=, this] { return slot_that_begins_at(address); });
}

Status Pool::remove_region(unsigned number) noexcept {
    return remove_found([=, this] { return number < region_count() ? &slots_[number] : nullptr; });
}

// `metadata`: the block of the pool that was the region's metadata, if there is one.
Status Pool::remove(Slot* slot, void*& metadata) noexcept {
    if (const Status status = set_serving(slot, false); status != Status::ok) {
        return status;
    }
    const std::uintptr_t start = slot->region_start();
    const bool found_by_address = slot->region_length() != 0;
    {
        const Guard slot_guard(slot->lock);
        make_sound(*slot);
        const bool busy = slot->with_heap([](auto& heap) {
            if constexpr (config::exact) {
                heap.merge_recent();
            }
            return !heap.all_free() || heap.walked();
        });
        if (busy) {
            return Status::busy;
        }
        if (found_by_address) {
            marks::removed(slot->region);
        }
        if (!slot->holds_tags()) {
            count_tables(-1, slot->elsewhere.untouchable());
        }
        metadata = slot->elsewhere.clear();
        slot->size.store(0, std::memory_order_release);
        slot->begin.store(0, std::memory_order_relaxed);
    }
    if (found_by_address) {
        owners_.remove(slots_, start, region_count());
    }
    unsigned count = region_count();
    while (count != 0 && !slots_[count - 1].occupied()) {
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
    return set_serving(slot_that_begins_at(address), serves);
}

Pool::Slot* Pool::slot_that_begins_at(std::uintptr_t address) noexcept {
    for (Slot& slot : slots_) {
        if (slot.region_length() != 0 && slot.region.address == address) {
            return &slot;
        }
    }
    return nullptr;
}

// The slot, which is null where there is no such region, serves or does so no more.
Status Pool::set_serving(Slot* slot, bool serves) noexcept {
    if (slot == nullptr || !slot->occupied()) {
        return Status::invalid;
    }
    if constexpr (!config::changing_regions) {
        return Status::not_permitted;
    }
    if (slot->turn.set_serving(serves)) {
        make_plan(slot->elsewhere.of_addresses());
        update_first();
    }
    return Status::ok;
}

} // namespace smh
