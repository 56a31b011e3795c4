// Damage of a region: found, reported, repaired.
#include "heap/heap.hpp"
#include "pool/guard.hpp"
#include "pool/kind.hpp"
#include "pool/lines.hpp"
#include "pool/marks.hpp"
#include "pool/table.hpp"
#include "pool/within.hpp"

namespace smh {

namespace {

[[maybe_unused]] void mark_repaired(void* region, const BlockView& block) {
    if (!block.free) {
        marks::repaired(*static_cast<const Region*>(region),
                        reinterpret_cast<std::uintptr_t>(block.address), block.size);
    }
}

} // namespace

// With the slot's lock held.
Pool::Found Pool::what_was_found(const Slot& slot) const noexcept {
    Found found;
    if (slot.occupied()) {
        slot.with_heap([&](auto& heap) noexcept {
            typename std::remove_reference_t<decltype(heap)>::Address address = 0;
            found.damage = heap.take_damage(address);
            // What the heap has found says more.
            if (heap::validates_always && found.damage == heap::Damage::none &&
                !heap.validate(Depth::full)) {
                heap.note_inconsistent();
                found.damage = heap.take_damage(address);
            }
            found.address = address;
        });
    }
    return found;
}

void Pool::report_damage(const Slot& slot, Call call, const Found& found) const noexcept {
    fault(kind_of(found.damage), call, found.address, &slot);
    const Guard guard(slot.lock);
    if (slot.occupied()) {
        repair(slot);
    }
}

// With the slot's lock held.
void Pool::repair(const Slot& slot) const noexcept {
    if constexpr (config::tables) {
        if (!slot.holds_tags()) {
            slot.counts.set_blocks(slot.elsewhere.heap()->repair(span_of(slot.elsewhere)));
            return;
        }
    }
    const std::size_t line = in_whole_lines(slot.region) ? slot.region.cache_line : heap::granule;
    const base::Range range{slot.start(), slot.start() + slot.length()};
    if constexpr (marks::any) {
        // Functions that AddressSanitizer checks may clear and copy what the heap keeps.
        base::asan::open(slot.start(), sizeof(heap::Heap));
    }
    slot.counts.set_blocks(slot.heap().repair({range, line}));
    if constexpr (marks::any) {
        base::asan::close(slot.start(), sizeof(heap::Heap));
        slot.heap().walk(mark_repaired, const_cast<Region*>(&slot.region));
    }
}

} // namespace smh
