// Blocks that know exactly how many bytes were asked for, and what is done with their memory while
// no lock is held.
#include "base/checkers.hpp"
#include "pool/lines.hpp"
#include "pool/within.hpp"

namespace smh {

// With the slot's lock held, on a block that was just given out, or resized from so many bytes. In
// whole cache lines all bytes of a line are the user's.
void Pool::seal(const Slot& slot, const void* block, std::size_t bytes, std::size_t alignment,
                std::size_t before) noexcept {
    const std::size_t users = in_whole_lines(slot.region)
                                  ? base::round_up(bytes, std::size_t{slot.region.cache_line})
                                  : bytes;
    slot.heap().seal(reinterpret_cast<std::uintptr_t>(block), users, alignment);
    if (before == 0) {
        base::checkers::block_allocated(block, users);
    } else {
        base::checkers::block_resized(block, before, users);
    }
}

// A parked block: filled, and then free or set aside.
void Pool::retire(Slot& slot, const heap::Block& parked) noexcept {
    void* const block = reinterpret_cast<void*>(parked.address);
    const std::size_t whole = parked.footprint - heap::word_size;
    if constexpr (heap::fills_freed) {
        const base::checkers::Quiet quiet;
        base::checkers::block_opened(block, whole);
        __builtin_memset(block, heap::freed_byte, whole);
    }
    base::checkers::block_freed(block, whole);
    within(slot, Call::free, [&]() noexcept {
        slot.heap().retire(parked.address);
        count_freed(slot);
        return true;
    });
}

} // namespace smh
