// Blocks that change their length, come zeroed, or are asked how long they are.
#include "heap/heap.hpp"
#include "pool/guard.hpp"
#include "pool/kind.hpp"
#include "pool/lines.hpp"
#include "smh/pool.hpp"

namespace smh {

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
    const Examined old = examine(Call::realloc, block);
    if (old.slot == nullptr) {
        return nullptr;
    }
    if (alignment <= 1) {
        alignment = old.alignment;
    }
    if (resize_in_place(*old.slot, attribute, block, alignment, bytes)) {
        return block;
    }
    // The copy is made with no lock held: the old block is the caller's until it is freed here.
    void* const moved = aligned_alloc(attribute, alignment, bytes);
    if (moved != nullptr) {
        __builtin_memcpy(moved, block, old.usable < bytes ? old.usable : bytes);
        free(block);
    }
    return moved;
}

bool Pool::resize_in_place(const Slot& slot, Attribute attribute, void* block,
                           std::size_t alignment, std::size_t bytes) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    const bool lines = in_whole_lines(slot.region);
    const heap::Units units =
        lines ? units_in_lines(bytes, slot.region.cache_line) : heap::units_of(bytes);
    if (units == 0 || (address & (alignment - 1)) != 0 ||
        !slot.region.attributes.contains(attribute)) {
        return false;
    }
    const Guard guard(slot.lock);
    return slot.heap().resize_block(address, units, lines || alignment > heap::unit_size);
}

std::size_t Pool::usable_size(const void* block) const noexcept {
    return block != nullptr ? examine(Call::usable_size, block).usable : 0;
}

// Where the address is no block's, a fault, and no slot.
Pool::Examined Pool::examine(Call call, const void* block) const noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    const Slot* const slot = owners_.find(slots_, address);
    if (slot == nullptr) {
        fault(FaultKind::foreign_pointer, call, block, nullptr);
        return {};
    }
    heap::Heap::Block found{};
    heap::FreeResult result = heap::FreeResult::interior_pointer;
    {
        const Guard guard(slot->lock);
        result = slot->heap().look_at(address, found);
    }
    if (result != heap::FreeResult::freed) {
        fault(kind_of(result), call, block, slot);
        return {};
    }
    if (in_whole_lines(slot->region)) {
        found.usable = usable_in_lines(found.usable, slot->region.cache_line);
    }
    return {slot, found.usable, found.alignment};
}

} // namespace smh
