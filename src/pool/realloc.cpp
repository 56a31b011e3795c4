// Blocks that change their length, come zeroed, or are asked how long they are.
#include "heap/heap.hpp"
#include "pool/guard.hpp"
#include "pool/kind.hpp"
#include "pool/lines.hpp"
#include "smh/pool.hpp"

namespace smh {

// Calls `action(slot, block)` for the allocated block at an address, with its slot's lock held.
// False, after a fault, where the address is no block's.
template <class Action>
bool Pool::with_block(Call call, const void* address, const Action& action) const noexcept {
    const auto place = reinterpret_cast<std::uintptr_t>(address);
    const Slot* const slot = lock_owner(place);
    if (slot == nullptr) {
        fault(FaultKind::foreign_pointer, call, address, nullptr);
        return false;
    }
    heap::FreeResult result = heap::FreeResult::interior_pointer;
    {
        const Guard guard(slot->lock, Guard::Held{});
        heap::Heap::Block block{};
        result = slot->heap().look_at(place, block);
        if (result == heap::FreeResult::freed) {
            action(*slot, block);
            return true;
        }
    }
    fault(kind_of(result), call, address, slot);
    return false;
}

void* Pool::calloc(Attribute attribute, std::size_t count, std::size_t size) noexcept {
    std::size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        return nullptr;
    }
    void* const block = alloc(attribute, bytes);
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
    std::size_t usable = 0;
    bool in_place = false;
    const auto resize = [&](const Slot& slot, const heap::Heap::Block& old) {
        usable = usable_in(slot.region, old.usable);
        alignment = alignment > 1 ? alignment : old.alignment;
        in_place = resize_in_place(slot, attribute, block, alignment, bytes);
    };
    if (!with_block(Call::realloc, block, resize)) {
        return nullptr;
    }
    if (in_place) {
        return block;
    }
    // The copy is made with no lock held: the old block is the caller's until it is freed here.
    void* const moved = aligned_alloc(attribute, alignment, bytes);
    if (moved != nullptr) {
        __builtin_memcpy(moved, block, usable < bytes ? usable : bytes);
        free(block);
    }
    return moved;
}

// With the slot's lock held.
bool Pool::resize_in_place(const Slot& slot, Attribute attribute, void* block,
                           std::size_t alignment, std::size_t bytes) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    const bool lines = in_whole_lines(slot.region);
    const heap::Units units =
        lines ? units_in_lines(bytes, slot.region.cache_line) : heap::units_of(bytes);
    return units != 0 && (address & (alignment - 1)) == 0 &&
           slot.region.attributes.contains(attribute) &&
           slot.heap().resize_block(address, units, lines || alignment > heap::granule);
}

std::size_t Pool::usable_size(const void* block) const noexcept {
    std::size_t usable = 0;
    if (block != nullptr) {
        with_block(Call::usable_size, block,
                   [&usable](const Slot& slot, const heap::Heap::Block& found) {
                       usable = usable_in(slot.region, found.usable);
                   });
    }
    return usable;
}

} // namespace smh
