// Blocks that change their length, come zeroed, or are asked how long they are.
#include "heap/heap.hpp"
#include "pool/kind.hpp"
#include "pool/lines.hpp"
#include "pool/marks.hpp"
#include "pool/resize.hpp"
#include "pool/with_block.hpp"

namespace smh {

// Calls `action(slot, block)` for the allocated block at an address, with its slot's lock held.
// False, after a fault, where the address is no block's.
template <class Action>
bool Pool::with_block(Call call, const void* address, const Action& action) const noexcept {
    const auto place = reinterpret_cast<std::uintptr_t>(address);
    const Slot* const slot = lock_owner(place);
    if (slot == nullptr) {
        fault(FaultKind::foreign_pointer, call, place, nullptr);
        return false;
    }
    return with_held_block(call, *slot, place, action);
}

void* Pool::calloc(Attribute attribute, std::size_t count, std::size_t size) noexcept {
    std::size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        return nullptr;
    }
    void* const block = touchable_or_freed(alloc(attribute, bytes));
    if (block != nullptr) {
        __builtin_memset(block, 0, bytes);
    }
    return block;
}

void* Pool::realloc(Attribute attribute, void* block, std::size_t bytes) noexcept {
    return aligned_realloc(attribute, block, 0, bytes);
}

void* Pool::aligned_realloc(Attribute attribute, void* block, std::size_t alignment,
                            std::size_t bytes) noexcept {
    if (!attribute.in_bound() || (alignment & (alignment - 1)) != 0) {
        return nullptr;
    }
    if (block == nullptr) {
        return aligned_alloc(attribute, alignment, bytes);
    }
    if (bytes == 0) {
        free(block);
        return nullptr;
    }
    Resize resize{reinterpret_cast<std::uintptr_t>(block), alignment, bytes};
    bool in_place = false;
    bool untouchable = false;
    const auto try_in_place = [&](const Slot& slot, const heap::Block& old) {
        resize.old = old;
        resize.usable = slot.holds_tags() ? usable_in(slot.region, old) : old.usable;
        untouchable = slot.elsewhere.untouchable();
        resize.alignment = alignment > 1 ? alignment : old.alignment;
        in_place = slot.region.attributes.contains(attribute) && resize_in_place(slot, resize);
    };
    if (!with_block(Call::realloc, block, try_in_place)) {
        return nullptr;
    }
    if (!in_place) {
        return untouchable ? nullptr : move(attribute, block, resize);
    }
    if (is_watched()) {
        report_resized(*lock_owner(reinterpret_cast<std::uintptr_t>(block)), resize.place);
    }
    return block;
}

// The copy is made with no lock held: the old block is the caller's until it is freed here.
void* Pool::move(Attribute attribute, void* block, const Resize& resize) noexcept {
    void* moved = nullptr;
    Client* const client = this->client(resize.old.client);
    if (client == nullptr) {
        moved = aligned_alloc(attribute, resize.alignment, resize.bytes);
    } else {
        AttributeSet choices[1 + max_fallbacks];
        const std::size_t count = choices_for(attribute, choices);
        moved = alloc({resize.bytes, resize.alignment, {}, choices, count, client}).block;
    }
    moved = touchable_or_freed(moved);
    if (moved != nullptr) {
        __builtin_memcpy(moved, block, resize.usable < resize.bytes ? resize.usable : resize.bytes);
        free(block);
    }
    return moved;
}

std::uint32_t Pool::units_for(const Slot& slot, const Resize& resize) noexcept {
    if (slot.holds_tags() && in_whole_lines(slot.region)) {
        return units_in_lines(resize.bytes, slot.region.cache_line);
    }
    return slot.with_heap(
        [&](auto& heap) { return heap.units_for(resize.bytes, resize.alignment); });
}

// What the block knows, and the checkers, of its length.
void Pool::mark_resized([[maybe_unused]] const Slot& slot,
                        [[maybe_unused]] const Resize& resize) noexcept {
    if constexpr (config::exact) {
        const auto address = static_cast<std::uintptr_t>(resize.place);
        if (slot.holds_tags()) {
            const void* const block = reinterpret_cast<const void*>(address);
            return seal(slot, block, resize.bytes, resize.alignment, resize.usable);
        }
        if (marks::any && slot.region_length() != 0) {
            heap::Block resized{};
            slot.with_heap([&](auto& heap) { heap.look_at(address, resized); });
            marks::resized(slot.region, address, resize.usable, resized.usable);
        }
    }
}

// The block; null, and it is free again, where it lies in a region that cannot be written.
void* Pool::touchable_or_freed(void* block) noexcept {
    if constexpr (config::tables) {
        if (untouchable_.load(std::memory_order_relaxed) == 0) {
            return block;
        }
        const Slot* const slot = block != nullptr
                                     ? owners_.find(slots_, reinterpret_cast<std::uintptr_t>(block))
                                     : nullptr;
        if (slot != nullptr && slot->elsewhere.untouchable()) {
            free(block);
            return nullptr;
        }
    }
    return block;
}

// With the slot's lock held.
bool Pool::resize_in_place(const Slot& slot, const Resize& resize) noexcept {
    const heap::Units units = units_for(slot, resize);
    if (units == 0 || (resize.place & (resize.alignment - 1)) != 0) {
        return false;
    }
    // A client's quota must have room for the longest that the block can become.
    Client* const client = this->client(resize.old.client);
    const std::size_t longest = slot.with_heap([units](auto& heap) {
        return base::saturated(heap.bytes_of(units) + heap.least_alignment());
    });
    const std::size_t reserved = longest > resize.old.footprint ? longest : resize.old.footprint;
    if (client != nullptr && !client->change(resize.old.footprint, reserved)) {
        return false;
    }
    const std::size_t alignment =
        slot.holds_tags() ? alignment_in(slot.region, resize.alignment) : resize.alignment;
    const bool resized = slot.with_heap([&](auto& heap) {
        using Heap = std::remove_reference_t<decltype(heap)>;
        return heap.resize_block(static_cast<typename Heap::Address>(resize.place), units,
                                 alignment);
    });
    if (resized) {
        mark_resized(slot, resize);
    }
    if (client != nullptr) {
        client->change(reserved, event_of(slot, resize.place).footprint);
    }
    return resized;
}

std::size_t Pool::usable_size(const void* block) const noexcept {
    std::size_t usable = 0;
    if (block != nullptr) {
        with_block(Call::usable_size, block, [&usable](const Slot& slot, const heap::Block& found) {
            usable = slot.holds_tags() ? usable_in(slot.region, found) : found.usable;
        });
    }
    return usable;
}

} // namespace smh
