// When something has happened: observers are told, and who waits is served.
//
// While anybody watches, the regions keep no recent blocks: so every call takes the long way, and
// the short ones need not ask.
#include "heap/heap.hpp"
#include "pool/guard.hpp"
#include "pool/kind.hpp"
#include "pool/within.hpp"

namespace smh {

void Pool::observe(const Observer* observer) noexcept {
    if constexpr (config::observers) {
        observer_.store(observer, std::memory_order_release);
        watch(observed, observer != nullptr);
    }
}

bool Pool::set_low_water(unsigned number, std::size_t bytes) noexcept {
    if constexpr (config::observers) {
        const Slot* const slot = published(number);
        if (slot == nullptr) {
            return false;
        }
        const Guard guard(slot->lock);
        own(*slot).mark.set(bytes);
        return true;
    }
    return false;
}

void Pool::watch(std::uint8_t reason, bool on) noexcept {
    const Guard guard(add_lock_);
    const std::uint8_t before = watched_.load(std::memory_order_relaxed);
    const auto now = static_cast<std::uint8_t>(on ? before | reason : before & ~reason);
    watched_.store(now, std::memory_order_relaxed);
    for (unsigned number = 0; number < region_count() && (before != 0) != (now != 0); ++number) {
        const Slot& slot = slots_[number];
        const Guard slot_guard(slot.lock);
        make_sound(slot);
        if (slot.occupied()) {
            slot.with_heap([now](auto& heap) { heap.keep_none(now != 0); });
        }
    }
}

// What lies at an address, for an event; the slot's lock is held.
BlockEvent Pool::event_of(const Slot& slot, Place address) const noexcept {
    heap::Block found{};
    slot.with_heap([&](auto& heap) noexcept {
        using Heap = std::remove_reference_t<decltype(heap)>;
        heap.look_at(static_cast<typename Heap::Address>(address), found);
    });
    return event_of(slot, address, found);
}

BlockEvent Pool::event_of(const Slot& slot, Place address,
                          const heap::Block& found) const noexcept {
    const auto number = static_cast<std::uintptr_t>(address);
    const void* const block =
        slot.elsewhere.of_addresses() ? nullptr : reinterpret_cast<const void*>(number);
    return {block, found.footprint, static_cast<unsigned>(&slot - slots_), found.client, address};
}

[[gnu::noinline]] void* Pool::alloc_watched(Attribute attribute, std::size_t alignment,
                                            std::size_t bytes) noexcept {
    void* block = search_set(attribute, alignment, bytes);
    if (block == nullptr) {
        block = alloc_failed(attribute, alignment, bytes);
    }
    return block != nullptr ? report({block, nullptr}).block : nullptr;
}

Served Pool::report(Served served) noexcept {
    if (observer() != nullptr) {
        const auto address = reinterpret_cast<std::uintptr_t>(served.block);
        report_allocated(own(*lock_owner(address)), address);
    }
    return served;
}

// With the slot's lock held, which it gives back.
void Pool::report_allocated(Slot& slot, Place address) noexcept {
    BlockEvent event{};
    bool low = false;
    std::size_t free = 0;
    {
        const Guard guard(slot.lock, Guard::Held{});
        event = event_of(slot, address);
        free = free_bytes(slot);
        low = slot.mark.falls_below(free);
    }
    const Observer* const observer = this->observer();
    if (observer == nullptr) {
        return;
    }
    if (observer->allocated != nullptr) {
        observer->allocated(observer->context, event);
    }
    if (low && observer->low_water != nullptr) {
        observer->low_water(observer->context, event.region, free);
    }
}

std::size_t Pool::free_bytes(const Slot& slot) noexcept {
    return slot.with_heap([](auto& heap) { return base::saturated(heap.free_bytes()); });
}

// With the slot's lock held, which it gives back.
void Pool::report_resized(const Slot& slot, Place address) noexcept {
    BlockEvent event{};
    {
        const Guard guard(slot.lock, Guard::Held{});
        event = event_of(slot, address);
    }
    const Observer* const observer = this->observer();
    if (observer != nullptr && observer->resized != nullptr) {
        observer->resized(observer->context, event);
    }
    serve_waiters();
}

void Pool::report_failure(const FailedRequest& request) noexcept {
    const Observer* const observer = this->observer();
    if (observer != nullptr && observer->failed != nullptr) {
        observer->failed(observer->context, request);
    }
}

void Pool::report_region(unsigned number, bool added) noexcept {
    const Observer* const observer = this->observer();
    if (observer != nullptr) {
        auto* const function = added ? observer->region_added : observer->region_removed;
        if (function != nullptr) {
            function(observer->context, number);
        }
    }
}

// Its client, the observer, and who waits.
void Pool::tell_of_freed(const BlockEvent& event) noexcept {
    if (Client* const client = this->client(event.client)) {
        client->count_freed(event.footprint);
    }
    const Observer* const observer = this->observer();
    if (observer != nullptr && observer->freed != nullptr) {
        observer->freed(observer->context, event);
    }
    serve_waiters();
}

} // namespace smh
