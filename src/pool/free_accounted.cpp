// The way of a free where more is to be done than to free the block.
#include "pool/freeing.hpp"
#include "pool/kind.hpp"
#include "pool/within.hpp"

namespace smh {

// A block that is a client's, or that somebody wants to know of, or of which more is checked. With
// the slot's lock held, which it gives back.
[[gnu::noinline]] void Pool::free_accounted(Slot& slot, Place address) noexcept {
    heap::Block found{};
    heap::FreeResult result = heap::FreeResult::damaged;
    BlockEvent event{};
    bool nobodys = false; // and nobody wants to know of it: so it need not be looked at first
    bool parked = false;
    within_held(slot, Call::free, [&]() noexcept {
        slot.with_heap([&](auto& heap) noexcept {
            using Heap = std::remove_reference_t<decltype(heap)>;
            const auto place = static_cast<typename Heap::Address>(address);
            parked = Heap::exact;
            if (heap::checks_lists && !config::exact && !is_watched()) {
                result = heap.free_merged(place);
                nobodys = result != heap::FreeResult::owned;
                if (nobodys) {
                    slot.counts.count_free(result == heap::FreeResult::freed);
                    return;
                }
            }
            result = heap.look_at(place, found);
            if (result == heap::FreeResult::freed) {
                event = event_of(slot, address, found);
                give_up(slot, heap, found, address);
            }
        });
        return result != heap::FreeResult::damaged;
    });
    if (result != heap::FreeResult::freed) {
        // Else damage has been reported.
        if (!heap::checks_lists || result != heap::FreeResult::damaged) {
            free_refused(slot, address, result);
        }
        return;
    }
    if (nobodys) {
        return;
    }
    if (parked) {
        retire(slot, found);
    }
    tell_of_freed(event);
}

// With the slot's lock held.
void Pool::count_freed(Slot& slot) noexcept {
    slot.counts.count_free();
    slot.mark.falls_below(free_bytes(slot));
}

} // namespace smh
