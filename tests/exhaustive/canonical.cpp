// What makes two states of a heap the same: the control block, without what is only left there from
// before, and of each block what the heap reads of it.
#include <cstring>

#include "heap/recent.hpp"
#include "world.hpp"

namespace smh::heap {

// A friend of the heap.
struct Anatomy {
    static Bin recent_bins(const Heap& heap) { return heap.recent_bins_; }
};

} // namespace smh::heap

namespace smh::exhaustive {

namespace {

template <class Object>
Object read(std::uintptr_t address) {
    Object object;
    std::memcpy(&object, reinterpret_cast<const void*>(address), sizeof object);
    return object;
}

} // namespace

void World::add(std::uintptr_t address, std::size_t bytes) {
    std::uint64_t word = 0;
    for (std::size_t done = 0; done < bytes; done += sizeof word) {
        word = 0;
        std::memcpy(&word, reinterpret_cast<const void*>(address + done),
                    std::min(sizeof word, bytes - done));
        canonical_.push_back(word);
    }
}

void World::add_control_block() {
    const std::uintptr_t start = memory_.address();
    const std::uintptr_t end = first_ - heap::word_size;
    std::uintptr_t next = start;
    if constexpr (!heap::small_machine) {
        // The links of what ends all lists are never read.
        const std::uintptr_t none = start + heap::Heap::none * heap::bytes_per_unit;
        add(next, none - next);
        next = none + 2 * sizeof(heap::Index);
    }
    const heap::Bin recent_bins = heap::has_recent ? heap::Anatomy::recent_bins(*heap_) : 0;
    for (heap::Bin bin = heap::Heap::first_recent_bin; bin < recent_bins; ++bin) {
        const std::uintptr_t place = start + bin * sizeof(heap::RecentBlocks);
        add(next, next < place ? place - next : 0);
        const auto recent = read<heap::RecentBlocks>(place);
        add(place, sizeof recent.count + recent.count * sizeof recent.blocks[0]);
        next = place + sizeof recent;
    }
    add(next, end - next);
}

void World::add_blocks() {
    std::uintptr_t block = first_;
    while (block != memory_.range().end) {
        const heap::Tag tag(read<std::uintptr_t>(block - heap::word_size));
        canonical_.push_back(tag.word());
        if (tag.free()) {
            add(block, 2 * sizeof(heap::Index));
        }
        block += tag.units() * heap::bytes_per_unit;
    }
}

std::span<const std::uint64_t> World::canonical() {
    canonical_.clear();
    add_control_block();
    add_blocks();
    return canonical_;
}

} // namespace smh::exhaustive
