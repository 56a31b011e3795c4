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

    // Where pointers can lead, after trimming; of an address region, nothing. As a slot's own: the
    // size is stored last, and read first.
    std::atomic<std::uintptr_t> start{0};
    std::atomic<std::size_t> length{0};

    // Under the slot's lock.
    [[gnu::always_inline]] bool contains(std::uintptr_t pointer) const noexcept {
        return pointer - start.load(std::memory_order_relaxed) <
               length.load(std::memory_order_relaxed);
    }

    // What the heap has been given.
    std::uint64_t begin = 0;
    std::uint64_t size = 0;

    Metadata metadata{};
    std::uint64_t given_address = 0; // of an address region, as it was given to add
    std::uint64_t given_size = 0;    // 0: it is no address region
    std::uintptr_t memory = 0;       // what the heap has for the metadata
    std::size_t memory_size = 0;
    void* taken = nullptr; // the same, where it is a block of the pool

    bool of_addresses() const noexcept { return given_size != 0; }
    // There is no region any more.
    void clear() noexcept {
        length.store(0, std::memory_order_release);
        start.store(0, std::memory_order_relaxed);
        set_heap(nullptr);
        given_size = 0;
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
