// Looking at a pool: regions, statistics, blocks, validation.
#include "heap/validation.hpp"
#include "pool/lines.hpp"
#include "pool/table.hpp"
#include "pool/within.hpp"

namespace smh {

unsigned Pool::region_count() const noexcept {
    return detail::observe(count_);
}

const Pool::Slot* Pool::published(unsigned number) const noexcept {
    return number < region_count() && slots_[number].occupied() ? &slots_[number] : nullptr;
}

const Region* Pool::region(unsigned number) const noexcept {
    const Slot* const slot = published(number);
    return slot != nullptr && slot->region_length() != 0 ? &slot->region : nullptr;
}

const Region* Pool::region_of(const void* address) const noexcept {
    const Slot* const slot = owners_.find(slots_, reinterpret_cast<std::uintptr_t>(address));
    return slot != nullptr ? &slot->region : nullptr;
}

int Pool::region_number_of(const void* address) const noexcept {
    const Slot* const slot = owners_.find(slots_, reinterpret_cast<std::uintptr_t>(address));
    return slot != nullptr ? static_cast<int>(slot - slots_) : -1;
}

// Two windows on the same memory are as long as the region, and at the same distance everywhere.
void* Pool::from_alias(const void* address) const noexcept {
    if constexpr (!config::aliases) {
        return nullptr;
    }
    const auto alias = reinterpret_cast<std::uintptr_t>(address);
    for (const Slot& slot : slots_) {
        const Guard guard(slot.lock);
        const std::uintptr_t origin = alias - slot.region.alias_offset;
        if (slot.region.alias_offset != 0 && slot.contains(origin)) {
            return reinterpret_cast<void*>(origin);
        }
    }
    return nullptr;
}

void* Pool::to_alias(const void* address) const noexcept {
    const Region* const region = region_of(address);
    return config::aliases && region != nullptr && region->alias_offset != 0
               ? reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(address) +
                                         region->alias_offset)
               : nullptr;
}

bool Pool::statistics(unsigned number, Statistics& out) const noexcept {
    return statistics(number, AttributeSet{}, out);
}

// Where the region has all these attributes.
bool Pool::statistics(unsigned number, AttributeSet attributes, Statistics& out) const noexcept {
    const Slot* const slot = published(number);
    if (slot == nullptr) {
        return false;
    }
    const Guard guard(slot->lock);
    make_sound(*slot);
    if (!slot->occupied() || !slot->region.attributes.contains(attributes)) {
        return false;
    }
    const heap::Figures figures = slot->with_heap([](auto& heap) { return heap.figures(); });
    out.capacity = figures.capacity;
    out.used = figures.used;
    out.free = figures.free;
    out.largest = slot->holds_tags() && in_whole_lines(slot->region)
                      ? usable_in_lines(figures.aligned + heap::word_size + heap::note_size(1),
                                        slot->region.cache_line)
                      : figures.largest;
    out.peak = config::statistics ? figures.peak : 0;
    out.minimum_free = config::statistics ? figures.minimum_free : 0;
    out.blocks = slot->counts.allocations - slot->counts.frees;
    out.allocations = slot->counts.allocations;
    out.failures = slot->counts.failures;
    return true;
}

Statistics Pool::statistics(AttributeSet attributes) const noexcept {
    Statistics all;
    for (unsigned number = 0; number < region_count(); ++number) {
        Statistics one;
        if (statistics(number, attributes, one)) {
            all.add(one);
        }
    }
    return all;
}

Statistics Pool::statistics() const noexcept {
    return statistics(AttributeSet{});
}

bool Pool::reset_extremes(unsigned number) noexcept {
    const Slot* const slot = published(number);
    if (slot == nullptr) {
        return false;
    }
    const Guard guard(slot->lock);
    if (!slot->occupied()) {
        return false;
    }
    slot->with_heap([](auto& heap) { heap.reset_minimum_free(); });
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
        if (!slot->occupied()) {
            return Status::invalid;
        }
        make_sound(*slot);
        walk = slot->with_heap([](auto& heap) {
            heap.merge_recent();
            return heap.begin_walk();
        });
    }
    if (walk == heap::Heap::max_walks) {
        return Status::busy;
    }
    constexpr unsigned in_step = 4;
    for (unsigned seen = in_step; seen != 0;) {
        BlockView blocks[in_step];
        {
            const Guard guard(slot->lock);
            make_sound(*slot);
            seen = slot->with_heap([&](auto& heap) {
                unsigned shown = 0;
                while (shown < in_step && heap.see_next(walk, blocks[shown])) {
                    ++shown;
                }
                // Not before the visitor has seen the last: until then the region stays in the
                // pool.
                if (shown == 0) {
                    heap.end_walk(walk);
                }
                return shown;
            });
        }
        for (unsigned block = 0; block < seen; ++block) {
            visitor(context, blocks[block]);
        }
    }
    return Status::ok;
}

bool Pool::validate(Depth depth) const noexcept {
    const unsigned count = region_count();
    for (unsigned number = 0; number < count; ++number) {
        if (!validate(slots_[number], depth)) {
            return false;
        }
    }
    return true;
}

// Once blocks are being looked at, the region stays in the pool: remove does not take one that is
// walked.
bool Pool::validate(const Slot& slot, Depth depth) const noexcept {
    heap::Validation validation(depth);
    heap::Validation::Known known{0, 0};
    for (bool more = true; more;) {
        const Guard guard(slot.lock);
        if (!slot.occupied()) {
            return true;
        }
        if (!validation.begun() && !lies_in_its_place(slot)) {
            return false;
        }
        // Without counts nobody knows whether something has changed meanwhile: each step may
        // differ.
        known.changes = config::statistics ? slot.counts.changes() : known.changes + 1;
        known.blocks = config::statistics ? slot.counts.blocks() : known.blocks;
        known.bytes = slot.heap_length();
        more = slot.with_heap([&](auto& heap) { return validation.step(heap, known); });
    }
    return validation.valid();
}

// Do the look-ups lead from a region's ends to its slot? And a heap that lies elsewhere to the
// region's begin?
bool Pool::lies_in_its_place(const Slot& slot) const noexcept {
    if constexpr (config::tables) {
        const std::uint64_t begin = span_of(slot.elsewhere).address;
        if (!slot.holds_tags() && !slot.elsewhere.heap()->begins_at(begin)) {
            return false;
        }
    }
    const std::uintptr_t start = slot.region_start();
    const std::size_t length = slot.region_length();
    return length == 0 || (owners_.find(slots_, start) == &slot &&
                           owners_.find(slots_, start + length - 1) == &slot);
}

} // namespace smh
