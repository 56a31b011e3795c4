// What a heap of either kind lies on: its memory, and what is asked of it there.
#pragma once

#include <span>

#include "heap/heap.hpp"
#include "support/memory.hpp"
#include "support/table_memory.hpp"

namespace smh::exhaustive {

// With the tags in the region.
class InsideGround {
public:
    using Heap = heap::Heap;
    // One of the shortest blocks there are, the next longer one, and two that differ a lot.
    static constexpr std::size_t sizes[] = {1, 5 * heap::word_size, 12 * heap::word_size,
                                            30 * heap::word_size};
    static constexpr std::size_t granule = heap::granule;

    explicit InsideGround(std::size_t bytes) : memory_(bytes) {}

    Heap* create() const { return Heap::create({memory_.range()}); }
    static std::uintptr_t address_of(const Heap& /*heap*/, void* served) {
        return reinterpret_cast<std::uintptr_t>(served);
    }
    // Of the region.
    std::uintptr_t end() const { return memory_.range().end; }
    // All that a heap may write.
    std::span<unsigned char> memory() const { return {memory_.begin(), memory_.size()}; }
    bool guards_intact() const { return memory_.guards_intact(); }

private:
    test::Memory memory_;
};

// With the tags in a table. Where the region lies, there is nothing.
class TableGround {
    static constexpr unsigned power = 4;
    static constexpr std::uintptr_t begin = ~std::uintptr_t{0} / 4 + 1;

public:
    using Heap = heap::TableHeap;
    static constexpr std::size_t granule = std::size_t{1} << power;
    // Of one granule, two, three, which have entries of their own kinds, and more.
    static constexpr std::size_t sizes[] = {1, 2 * granule, 3 * granule, 7 * granule};

    explicit TableGround(std::size_t bytes) : bytes_(bytes), memory_(begin, bytes, power) {}

    Heap* create() { return Heap::create(memory_.span()); }
    static std::uintptr_t address_of(const Heap& heap, heap::Index served) {
        return served == Heap::none ? 0 : static_cast<std::uintptr_t>(heap.address_of(served));
    }
    std::uintptr_t end() const { return begin + bytes_ / granule * granule; }
    std::span<unsigned char> memory() const {
        const base::Range range = memory_.span().memory;
        return {reinterpret_cast<unsigned char*>(range.begin), range.size()};
    }
    bool guards_intact() const { return memory_.guards_intact(); }

private:
    std::size_t bytes_;
    test::TableMemory memory_;
};

} // namespace smh::exhaustive
