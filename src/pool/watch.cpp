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
        if (slot.length() != 0) {
            slot.heap().keep_none(now != 0);
        }
    }
}

// What lies at an address, for an event; the slot's lock is held.
BlockEvent Pool::event_of(const Slot& slot, const void* block) const noexcept {
    heap::Block found{};
    slot.heap().look_at(reinterpret_cast<std::uintptr_t>(block), found);
    return {block, found.footprint, static_cast<unsigned>(&slot - slots_), found.client};
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
    const Observer* const observer = this->observer();
    if (observer != nullptr) {
        BlockEvent event{};
        bool low = false;
        std::size_t free = 0;
        {
            Slot& slot = own(*lock_owner(reinterpret_cast<std::uintptr_t>(served.block)));
            const Guard guard(slot.lock, Guard::Held{});
            event = event_of(slot, served.block);
            free = slot.heap().free_bytes();
            low = slot.mark.falls_below(free);
        }
        if (observer->allocated != nullptr) {
            observer->allocated(observer->context, event);
        }
        if (low && observer->low_water != nullptr) {
            observer->low_water(observer->context, event.region, free);
        }
    }
    return served;
}

void Pool::report_resized(const void* block) noexcept {
    const Observer* const observer = this->observer();
    if (observer != nullptr && observer->resized != nullptr) {
        BlockEvent event{};
        {
            const Slot& slot = *lock_owner(reinterpret_cast<std::uintptr_t>(block));
            const Guard guard(slot.lock, Guard::Held{});
            event = event_of(slot, block);
        }
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

// A block that is a client's, or that somebody wants to know of, or of which more is checked. With
// the slot's lock held, which it gives back.
[[gnu::noinline]] void Pool::free_accounted(Slot& slot, void* block) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    heap::Block found{};
    heap::FreeResult result = heap::FreeResult::damaged;
    bool nobodys = false; // and nobody wants to know of it: so it need not be looked at first
    within_held(slot, Call::free, [&]() noexcept {
        if (heap::checks_lists && !config::exact && !is_watched()) {
            result = slot.heap().free_merged(address);
            nobodys = result != heap::FreeResult::owned;
            if (nobodys) {
                slot.counts.count_free(result == heap::FreeResult::freed);
                return result != heap::FreeResult::damaged;
            }
        }
        result = slot.heap().look_at(address, found);
        if (result == heap::FreeResult::freed) {
            give_up(slot, address);
        }
        return result != heap::FreeResult::damaged;
    });
    if (result != heap::FreeResult::freed) {
        // Else damage has been reported.
        if (!heap::checks_lists || result != heap::FreeResult::damaged) {
            free_refused(slot, block, result);
        }
        return;
    }
    if (nobodys) {
        return;
    }
    if constexpr (config::exact) {
        retire(slot, found);
    }
    tell_of_freed(slot, block, found);
}

// Its client, the observer, and who waits.
void Pool::tell_of_freed(const Slot& slot, void* block, const heap::Block& found) noexcept {
    const auto region = static_cast<unsigned>(&slot - slots_);
    if (Client* const client = this->client(found.client)) {
        client->count_freed(found.footprint);
    }
    const Observer* const observer = this->observer();
    if (observer != nullptr && observer->freed != nullptr) {
        observer->freed(observer->context, {block, found.footprint, region, found.client});
    }
    serve_waiters();
}

// With the slot's lock held.
void Pool::give_up(Slot& slot, std::uintptr_t address) noexcept {
    if constexpr (config::exact) {
        slot.heap().park(address);
    } else {
        slot.heap().set_client(address, 0);
        slot.heap().free_merged(address);
        count_freed(slot);
    }
}

// With the slot's lock held.
void Pool::count_freed(Slot& slot) noexcept {
    slot.counts.count_free();
    slot.mark.falls_below(slot.heap().free_bytes());
}

} // namespace smh
