// What a slot keeps of a region of which the tags lie elsewhere.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "smh/config.hpp"
#include "smh/metadata.hpp"

namespace smh::heap {
template <class Places>
class BasicHeap;
class TablePlaces;
using TableHeap = BasicHeap<TablePlaces>;
} // namespace smh::heap

namespace smh::detail {

class Elsewhere {
    std::atomic<heap::TableHeap*> heap_{nullptr};

public:
    // Null where there is no region, or one with its own tags.
    [[gnu::always_inline]] heap::TableHeap* heap() const noexcept {
        return heap_.load(std::memory_order_relaxed);
    }
    // Under the slot's lock, like all that follows.
    void set_heap(heap::TableHeap* heap) noexcept { heap_.store(heap, std::memory_order_relaxed); }

    Metadata metadata{};
    std::uint64_t begin = 0; // of what the heap has been given, and how long that is
    std::uint64_t size = 0;
    std::uint64_t address = 0; // of an address region, as it was given to add
    std::uint64_t length = 0;  // 0: it is no address region
    std::uintptr_t memory = 0; // what the heap has for the metadata
    std::size_t memory_size = 0;
    void* taken = nullptr; // the same, where it is a block of the pool

    bool of_addresses() const noexcept { return length != 0; }
    // There is no region any more.
    void clear() noexcept {
        set_heap(nullptr);
        length = 0;
        memory_size = 0;
        taken = nullptr;
    }
};

// Without config::tables.
struct NoElsewhere {
    static constexpr heap::TableHeap* heap() noexcept { return nullptr; }
    static constexpr bool of_addresses() noexcept { return false; }
};

using MaybeElsewhere = std::conditional_t<config::tables, Elsewhere, NoElsewhere>;

} // namespace smh::detail
