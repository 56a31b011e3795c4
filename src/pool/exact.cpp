// Blocks that know exactly how many bytes were asked for, and what is done with their memory while
// no lock is held.
#include "pool/lines.hpp"
#include "pool/marks.hpp"
#include "pool/within.hpp"

namespace smh {

// With the slot's lock held, on a block that was just given out, or resized from so many bytes. In
// whole cache lines all bytes of a line are the user's.
void Pool::seal(const Slot& slot, const void* block, std::size_t bytes, std::size_t alignment,
                std::size_t before) noexcept {
    const std::size_t users = in_whole_lines(slot.region)
                                  ? base::round_up(bytes, std::size_t{slot.region.cache_line})
                                  : bytes;
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    slot.heap().seal(address, users, alignment);
    if constexpr (marks::any) {
        heap::Block sealed{address, users, 0, 0, 0};
        slot.heap().look_at(address, sealed);
        if (before == 0) {
            marks::allocated(slot.region, address, sealed.usable);
        } else {
            marks::resized(slot.region, address, before, sealed.usable);
        }
    }
}

// A parked block: filled, and then free or set aside. Of a region with its own tags.
void Pool::retire(Slot& slot, const heap::Block& parked) noexcept {
    const std::size_t whole = parked.footprint - heap::word_size;
    if constexpr (heap::fills_freed) {
        [[maybe_unused]] const base::memcheck::Quiet quiet;
        base::asan::open(parked.address, whole);
        __builtin_memset(reinterpret_cast<void*>(parked.address), heap::freed_byte, whole);
    }
    marks::freed(slot.region, parked.address, whole);
    within(slot, Call::free, [&]() noexcept {
        slot.heap().retire(parked.address);
        count_freed(slot);
        return true;
    });
}

} // namespace smh
