// Looking at a pool: regions, statistics, blocks, validation.
#include "heap/validation.hpp"
#include "pool/guard.hpp"
#include "pool/lines.hpp"
#include "smh/pool.hpp"

namespace smh {

unsigned Pool::region_count() const noexcept {
    return owners_.count();
}

const Pool::Slot* Pool::published(unsigned number) const noexcept {
    return number < owners_.count() ? &slots_[number] : nullptr;
}

const Region* Pool::region(unsigned number) const noexcept {
    const Slot* const slot = published(number);
    return slot != nullptr ? &slot->region : nullptr;
}

const Region* Pool::region_of(const void* address) const noexcept {
    const Slot* const slot = owners_.find(slots_, reinterpret_cast<std::uintptr_t>(address));
    return slot != nullptr ? &slot->region : nullptr;
}

bool Pool::statistics(unsigned number, RegionStatistics& out) const noexcept {
    const Slot* const slot = published(number);
    if (slot == nullptr) {
        return false;
    }
    const Guard guard(slot->lock);
    const heap::Figures figures = slot->heap().figures();
    out.capacity = figures.capacity;
    out.used = figures.capacity - figures.free;
    out.free = figures.free;
    out.largest = in_whole_lines(slot->region)
                      ? usable_in_lines(figures.aligned, slot->region.cache_line)
                      : figures.largest;
    out.peak = figures.capacity - figures.minimum_free;
    out.blocks = slot->allocations - slot->frees;
    out.allocations = slot->allocations;
    out.failures = slot->failures;
    return true;
}

Status Pool::walk(unsigned number, BlockVisitor visitor, void* context) const noexcept {
    const Slot* const slot = published(number);
    if (slot == nullptr) {
        return Status::invalid;
    }
    unsigned walk = heap::Heap::max_walks;
    {
        const Guard guard(slot->lock);
        slot->heap().merge_recent();
        walk = slot->heap().begin_walk();
    }
    if (walk == heap::Heap::max_walks) {
        return Status::busy;
    }
    constexpr unsigned in_step = 4;
    for (unsigned seen = in_step; seen == in_step;) {
        BlockView blocks[in_step];
        {
            const Guard guard(slot->lock);
            for (seen = 0; seen < in_step && slot->heap().see_next(walk, blocks[seen]);) {
                ++seen;
            }
            if (seen < in_step) {
                slot->heap().end_walk(walk);
            }
        }
        for (unsigned block = 0; block < seen; ++block) {
            visitor(context, blocks[block]);
        }
    }
    return Status::ok;
}

bool Pool::validate(Depth depth) const noexcept {
    const unsigned count = owners_.count();
    for (unsigned number = 0; number < count; ++number) {
        const Slot& slot = slots_[number];
        if (owners_.find(slots_, slot.start()) != &slot ||
            owners_.find(slots_, slot.start() + slot.length() - 1) != &slot) {
            return false;
        }
        heap::Validation validation(slot.heap(), depth);
        for (bool more = true; more;) {
            const Guard guard(slot.lock);
            more = validation.step(slot.allocations + slot.frees);
        }
        if (!validation.valid()) {
            return false;
        }
    }
    return true;
}

} // namespace smh
