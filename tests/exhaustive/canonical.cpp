// What makes two states of a heap the same: the control block, without what is only left there from
// before, and of each block what the heap reads of it.
#include <cstring>
#include <type_traits>

#include "heap/recent.hpp"
#include "world.hpp"

namespace smh::heap {

// A friend of the heap.
struct Anatomy {
    template <class AnyHeap>
    static Bin recent_bins(const AnyHeap& heap) {
        return has_recent ? heap.recent_bins_ : 0;
    }
    template <class AnyHeap>
    static std::uintptr_t recent_blocks(const AnyHeap& heap, Bin bin) {
        return reinterpret_cast<std::uintptr_t>(&heap.recent_blocks(bin));
    }
    static std::uintptr_t end_of_control_block(const Heap& heap) {
        return reinterpret_cast<std::uintptr_t>(&heap.tag_word(heap.first_));
    }
    static std::uintptr_t end_of_control_block(const TableHeap& heap) {
        return reinterpret_cast<std::uintptr_t>(&heap.tag_word(0));
    }
    static std::uint64_t links(const Heap& heap, Index index) {
        std::uint64_t links = 0;
        std::memcpy(&links, &heap.links(index), sizeof links);
        return links;
    }
    static std::uint64_t links(const TableHeap& heap, Index index) {
        return heap.tag(index).is_tag() ? heap.tag_word(index + 1) : heap.tag_word(index);
    }
    // Of each block the tag, and of a free one the links.
    template <class AnyHeap, class See>
    static void see_blocks(const AnyHeap& heap, const See& see) {
        for (Index index = heap.first_; index != heap.end_; index += heap.tag(index).units()) {
            see(heap.tag_word(index));
            if (heap.tag(index).free()) {
                see(links(heap, index));
            }
        }
    }
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

template <class Ground>
void World<Ground>::add(std::uintptr_t address, std::size_t bytes) {
    std::uint64_t word = 0;
    for (std::size_t done = 0; done < bytes; done += sizeof word) {
        word = 0;
        std::memcpy(&word, reinterpret_cast<const void*>(address + done),
                    std::min(sizeof word, bytes - done));
        canonical_.push_back(word);
    }
}

template <class Ground>
void World<Ground>::add_control_block() {
    const auto start = reinterpret_cast<std::uintptr_t>(heap_);
    std::uintptr_t next = start;
    if constexpr (!heap::small_machine && std::is_same_v<Heap, heap::Heap>) {
        // The links of what ends all lists are never read.
        const std::uintptr_t none = start + Heap::none * heap::bytes_per_unit;
        add(next, none - next);
        next = none + 2 * sizeof(heap::Index);
    }
    const heap::Bin recent_bins = heap::Anatomy::recent_bins(*heap_);
    for (heap::Bin bin = Heap::first_recent_bin; bin < recent_bins; ++bin) {
        const std::uintptr_t place = heap::Anatomy::recent_blocks(*heap_, bin);
        add(next, next < place ? place - next : 0);
        const auto recent = read<heap::RecentBlocks>(place);
        add(place, sizeof recent.count + recent.count * sizeof recent.blocks[0]);
        next = place + sizeof recent;
    }
    add(next, heap::Anatomy::end_of_control_block(*heap_) - next);
}

template <class Ground>
std::span<const std::uint64_t> World<Ground>::canonical() {
    canonical_.clear();
    add_control_block();
    heap::Anatomy::see_blocks(*heap_, [this](std::uint64_t word) { canonical_.push_back(word); });
    return canonical_;
}

template std::span<const std::uint64_t> World<InsideGround>::canonical();
template std::span<const std::uint64_t> World<TableGround>::canonical();

} // namespace smh::exhaustive
