// What a slot keeps of a region of which the tags lie elsewhere.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "smh/config.hpp"
#include "smh/detail/order.hpp"
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

    // Where pointers can lead, after trimming; of an address region, nothing. As a slot's own
    // range: the size is stored last, and read first.
    std::atomic<std::uintptr_t> begin_{0};
    std::atomic<std::size_t> size_{0};

public:
    // What is known of a region when it is added, and not changed until it leaves.
    struct Facts {
        Metadata metadata{};
        // What the heap has been given, and where its own data are.
        std::uint64_t begin = 0;
        std::uint64_t size = 0;
        std::uintptr_t memory = 0;
        std::size_t memory_size = 0;
        void* taken = nullptr; // the same, where it is a block of the pool
        // Of an address region, as it was given to add; else the size is 0.
        std::uint64_t given_address = 0;
        std::uint64_t given_size = 0;
    };

    // Null where there is no region, or one with its own tags.
    [[gnu::always_inline]] heap::TableHeap* heap() const noexcept {
        return heap_.load(std::memory_order_relaxed);
    }
    std::uintptr_t begin() const noexcept { return observe(begin_); }
    std::size_t size() const noexcept { return observe(size_); }

    // Null where there is none. As long as the region is in the pool, with no lock.
    const Metadata* metadata() const noexcept {
        return observe(heap_) != nullptr ? &facts_.metadata : nullptr;
    }

    // With the slot's lock, or that for adding.
    const Facts& facts() const noexcept { return facts_; }
    bool of_addresses() const noexcept { return facts_.given_size != 0; }
    bool untouchable() const noexcept { return heap() != nullptr && facts_.metadata.untouchable; }
    // As a size; what is more than any is the largest.
    std::size_t heap_length() const noexcept {
        constexpr std::uint64_t most = ~std::size_t{0};
        return static_cast<std::size_t>(facts_.size < most ? facts_.size : most);
    }
    // With the slot's lock.
    [[gnu::always_inline]] bool contains(std::uintptr_t pointer) const noexcept {
        return pointer - begin_.load(std::memory_order_relaxed) <
               size_.load(std::memory_order_relaxed);
    }
    // With both locks. A region comes; `size` is 0 where no pointers lead there.
    void set(heap::TableHeap* heap, const Facts& facts, std::uintptr_t begin,
             std::size_t size) noexcept {
        facts_ = facts;
        announce(heap_, heap);
        begin_.store(begin, std::memory_order_relaxed);
        announce(size_, size);
    }
    // And leaves: returns the block of the pool that its metadata had, or null.
    void* clear() noexcept {
        void* const taken = facts_.taken;
        size_.store(0, std::memory_order_release);
        begin_.store(0, std::memory_order_relaxed);
        heap_.store(nullptr, std::memory_order_relaxed);
        facts_ = {};
        return taken;
    }

private:
    Facts facts_;
};

// Without config::tables.
struct NoElsewhere {
    static heap::TableHeap* heap() noexcept { return nullptr; }
    static constexpr std::uintptr_t begin() noexcept { return 0; }
    static constexpr std::size_t size() noexcept { return 0; }
    static constexpr bool of_addresses() noexcept { return false; }
    static constexpr bool untouchable() noexcept { return false; }
    static constexpr bool contains(std::uintptr_t /*pointer*/) noexcept { return false; }
    static constexpr std::size_t heap_length() noexcept { return 0; }
    static constexpr void* clear() noexcept { return nullptr; }
};

using MaybeElsewhere = std::conditional_t<config::tables, Elsewhere, NoElsewhere>;

} // namespace smh::detail
