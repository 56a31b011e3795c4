// The way of a request: attribute to regions, address to region, region to heap.
#include "smh/pool.hpp"

#include "heap/short_ways.hpp"
#include "pool/kind.hpp"
#include "pool/search.hpp"
#include "pool/table.hpp"

namespace smh {

// Where there are recent blocks, most requests end with one of the first region. That way is short
// and calls nothing, so that it needs no registers saved; all other ways lead through alloc_rest
// and alloc_any.
void* Pool::alloc(Attribute attribute, std::size_t bytes) noexcept {
    if (!attribute.in_bound()) {
        return nullptr;
    }
    if constexpr (has_short_way) {
        Slot* const first = first_[attribute.number].load(std::memory_order_acquire);
        if (first != nullptr && first->lock.try_lock()) {
            void* block = nullptr;
            if (still_first(*first, attribute) && first->heap().alloc_recent(bytes, block))
                [[likely]] {
                first->counts.count_allocation();
                first->lock.unlock();
                return block;
            }
            return alloc_rest(*first, attribute, bytes);
        }
        if constexpr (config::tables) {
            return alloc_elsewhere(attribute, bytes);
        }
    }
    return alloc_any(attribute, heap::granule, heap::with_note(bytes, heap::granule));
}

// With the slot's lock held: whoever takes it out of the plan does so before it takes the lock.
[[gnu::always_inline]] inline bool Pool::still_first(const Slot& slot,
                                                     Attribute attribute) const noexcept {
    return !config::changing_regions ||
           first_[attribute.number].load(std::memory_order_relaxed) == &slot;
}

// A recent block of a region with its tags elsewhere, with the slot's lock held.
[[gnu::always_inline]] inline void* Pool::recent_in_table(const Slot& slot,
                                                          std::size_t bytes) noexcept {
    if constexpr (config::tables) {
        heap::TableHeap& heap = *slot.elsewhere.heap();
        heap::Index index = heap::TableHeap::none;
        if (heap.alloc_recent(bytes, index)) [[likely]] {
            return pointer_to(heap, index);
        }
    }
    return nullptr;
}

[[gnu::always_inline]] inline bool Pool::still_first_table(const Slot& slot,
                                                           Attribute attribute) const noexcept {
    return !config::changing_regions || (config::tables && first_table_[attribute.number].load(
                                                               std::memory_order_relaxed) == &slot);
}

// As alloc does it where the first region holds its own tags.
[[gnu::noinline]] void* Pool::alloc_elsewhere(Attribute attribute, std::size_t bytes) noexcept {
    if constexpr (has_short_way && config::tables) {
        Slot* const first = first_table_[attribute.number].load(std::memory_order_acquire);
        if (first != nullptr && first->lock.try_lock()) {
            void* const block =
                still_first_table(*first, attribute) ? recent_in_table(*first, bytes) : nullptr;
            if (block == nullptr) [[unlikely]] {
                return alloc_rest(*first, attribute, bytes);
            }
            first->counts.count_allocation();
            first->lock.unlock();
            return block;
        }
    }
    return alloc_any(attribute, heap::granule, heap::with_note(bytes, heap::granule));
}

// From where alloc left off, with the lock of the first of the slots still held: what each of the
// slots has at once, a recent block before a listed one.
[[gnu::noinline]] void* Pool::alloc_rest(Slot& first, Attribute attribute,
                                         std::size_t bytes) noexcept {
    const Need need(heap::granule, bytes);
    const detail::Plan::State state = plan_.state();
    const bool is_first = still_first(first, attribute) || still_first_table(first, attribute);
    std::uint32_t ranks =
        need.possible() && is_first && !is_watched() ? plan_.serving(state, attribute, 0) : 0;
    for (Slot* slot = &first;;) {
        void* const quick = within_held(*slot, Call::alloc, [&]() noexcept {
            void* const found = ranks != 0 ? ask_quickly(*slot, need) : nullptr;
            if (found != nullptr) {
                slot->counts.count_allocation();
            }
            return found;
        });
        if (quick != nullptr) {
            return quick;
        }
        ranks &= ranks - 1;
        if (ranks == 0) {
            return alloc_any(attribute, heap::granule, bytes);
        }
        slot = detail::opaque(&slots_[plan_.slot(state, base::lowest_bit(ranks))]);
        slot->lock.lock();
        void* block = nullptr;
        if (!plan_.current(state)) [[unlikely]] {
            ranks = 0;
        } else if (!slot->holds_tags()) {
            block = recent_in_table(*slot, bytes);
        } else {
            slot->heap().alloc_recent(bytes, block);
        }
        if (block != nullptr) {
            slot->counts.count_allocation();
            slot->lock.unlock();
            return block;
        }
    }
}

// With the slot's lock held.
[[gnu::always_inline]] inline void* Pool::ask_quickly(Slot& slot, Need need) noexcept {
    if constexpr (config::tables) {
        if (!slot.holds_tags()) {
            heap::TableHeap& heap = *slot.elsewhere.heap();
            return pointer_to(heap, take_listed(heap, need.bytes()));
        }
    }
    if (need.units == 0) {
        return nullptr;
    }
    if (in_whole_lines(slot.region)) {
        return ask_for_lines(slot, need.alignment, need.bytes());
    }
    heap::Heap& heap = slot.heap();
    return heap.may_list(need.units, need.key) ? heap.alloc_listed(need.units, need.key) : nullptr;
}

void* Pool::aligned_alloc(Attribute attribute, std::size_t alignment, std::size_t bytes) noexcept {
    if (!attribute.in_bound() || (alignment & (alignment - 1)) != 0) {
        return nullptr;
    }
    return alloc_any(attribute, alignment, heap::with_note(bytes, alignment));
}

// `payload`: see Need.
[[gnu::noinline]] void* Pool::alloc_any(Attribute attribute, std::size_t alignment,
                                        std::size_t payload) noexcept {
    const Need need(alignment, payload);
    if (!need.possible()) {
        return nullptr;
    }
    if (is_watched()) [[unlikely]] {
        return alloc_watched(attribute, alignment, need.bytes());
    }
    void* const block = search(attribute, need);
    if (block == nullptr) {
        if constexpr (config::fallback) {
            return alloc_failed(attribute, alignment, need.bytes());
        }
        count_failure(attribute);
    }
    return block;
}

// With the slot's lock held.
[[gnu::noinline]] void* Pool::ask_for_lines(Slot& slot, std::size_t alignment,
                                            std::size_t bytes) noexcept {
    const std::size_t line = slot.region.cache_line;
    const heap::Units units = units_in_lines(bytes, line);
    return units != 0
               ? slot.heap().serve(units, heap::key_of(units), alignment_in(slot.region, alignment))
               : nullptr;
}

// As alloc: the short way calls nothing, and gives the lock back in one place. A null pointer is in
// no region.
void Pool::free(void* block) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    Slot* const slot = owners_.probable(slots_, address);
    if ((detail::Owners::probable_may_be_null && slot == nullptr) || !slot->lock.try_lock()) {
        return free_any(block);
    }
    if constexpr (heap::has_recent) {
        const std::uintptr_t start = slot->start();
        const bool is_sure = detail::Owners::probable_is_sure && !config::tables;
        if ((is_sure || address - start < slot->length()) && heap_at(start).free_recent(address))
            [[likely]] {
            slot->counts.count_free();
            return slot->lock.unlock();
        }
        if constexpr (config::tables) {
            if (slot->elsewhere.contains(address)) {
                return free_in_table(*slot, address);
            }
        }
        free_held(*slot, block);
    } else {
        give_back(*slot, block);
    }
}

[[gnu::noinline]] void Pool::free_any(void* block) noexcept {
    if (block == nullptr) {
        return;
    }
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    if (const Slot* const owner = lock_owner(address)) {
        Slot& slot = own(*owner);
        if (heap::has_recent && slot.holds_tags() && slot.heap().free_recent(address)) {
            slot.counts.count_free();
            return slot.lock.unlock();
        }
        return free_held(slot, block);
    }
    const auto origin = reinterpret_cast<std::uintptr_t>(from_alias(block));
    if (const Slot* const slot = origin != 0 ? lock_owner(origin) : nullptr) {
        return free_held(own(*slot), reinterpret_cast<void*>(origin));
    }
    fault(FaultKind::foreign_pointer, Call::free, address, nullptr);
}

// The slot whose region contains the address, with its lock held; null where none does.
const Pool::Slot* Pool::lock_owner(std::uintptr_t address) const noexcept {
    while (const Slot* const slot = owners_.find(slots_, address)) {
        slot->lock.lock();
        if (!config::changing_regions || slot->contains(address)) {
            return slot;
        }
        slot->lock.unlock(); // its region has just been removed
    }
    return nullptr;
}

[[gnu::noinline]] void Pool::free_held(Slot& slot, void* block) noexcept {
    give_back(slot, block);
}

// With the slot's lock held, which it gives back.
[[gnu::always_inline]] inline void Pool::give_back(Slot& slot, void* block) noexcept {
    if (!detail::Owners::probable_is_sure &&
        !slot.contains(reinterpret_cast<std::uintptr_t>(block))) {
        slot.lock.unlock();
        return free_any(block);
    }
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    if (!slot.holds_tags()) [[unlikely]] {
        return free_in_table(slot, address);
    }
    // Where more is checked or more is to be done, it is all done in one place.
    if (heap::checks_lists || config::exact || is_watched()) [[unlikely]] {
        return free_accounted(slot, address);
    }
    const heap::FreeResult result = slot.heap().free_merged(address);
    if (config::max_clients != 0 && result == heap::FreeResult::owned) {
        return free_accounted(slot, address);
    }
    slot.counts.count_free(result == heap::FreeResult::freed);
    slot.lock.unlock();
    if (result != heap::FreeResult::freed) {
        free_refused(slot, address, result);
    }
}

// So few arguments that the way here from free needs no stack.
[[gnu::noinline]] void Pool::free_refused(const Slot& slot, Place address,
                                          heap::FreeResult result) const noexcept {
    fault(kind_of(result), Call::free, address, &slot);
}

} // namespace smh
