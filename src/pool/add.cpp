// The way of a region: checks, heap laid out, published.
#include "base/bits.hpp"
#include "heap/heap.hpp"
#include "pool/guard.hpp"
#include "pool/lines.hpp"
#include "pool/marks.hpp"
#include "smh/pool.hpp"

namespace smh {

namespace {

// The part of the region that the heap may use.
base::Range usable_part(base::Range range, std::size_t cache_line) {
    const std::size_t granule = cache_line > heap::granule ? cache_line : heap::granule;
    base::Range usable = base::trim_inwards(range, granule);
    if (usable.begin == 0 && usable.size() >= granule) {
        usable.begin += granule;
    }
    return usable;
}

// As it was given to add; empty where it wraps.
base::Range range_of(const Region& region) {
    return {region.address, region.address + region.size};
}

// The same where it is mapped once.
base::Range alias_of(const Region& region) {
    const std::uintptr_t begin = region.address + (config::aliases ? region.alias_offset : 0);
    return {begin, begin + region.size};
}

} // namespace

Status Pool::init() noexcept {
    const Guard guard(add_lock_);
    if (initialised_) {
        return Status::already;
    }
    initialised_ = true;
    return Status::ok;
}

Status Pool::add(const Region& region) noexcept {
    unsigned number = config::max_regions;
    const Status status = add(region, number);
    if (status == Status::ok && can_be_watched) {
        report_region(number, true);
        serve_waiters();
    }
    return status;
}

Status Pool::add(const Region& region, unsigned& number) noexcept {
    const Guard guard(add_lock_);
    if (!initialised_) {
        return Status::not_permitted;
    }
    if (const Status status = check(region); status != Status::ok) {
        return status;
    }
    number = free_slot();
    if (number == config::max_regions) {
        return Status::no_memory;
    }
    const base::Range usable = usable_part(range_of(region), region.cache_line);
    const std::size_t granule = in_whole_lines(region) ? region.cache_line : heap::granule;
    const std::uintptr_t seed = heap::hides_links ? port::entropy() : 0;
    if (heap::Heap::create({usable, granule}, seed) == nullptr) {
        return Status::invalid;
    }
    marks::added(region);
    if (heap::has_recent && is_watched()) {
        reinterpret_cast<heap::Heap*>(usable.begin)->keep_none(true);
    }
    publish(number, region, usable);
    return Status::ok;
}

// All but what only the heap and the slots tell.
Status Pool::check(const Region& region) const noexcept {
    const base::Range range = range_of(region);
    const base::Range alias = alias_of(region);
    if (!region.attributes.valid() || (region.cache_line & (region.cache_line - 1)) != 0 ||
        range.end <= range.begin || alias.end <= alias.begin) {
        return Status::invalid;
    }
    if (alias.begin != range.begin && range.overlaps(alias)) {
        return Status::invalid;
    }
    for (const Slot& slot : slots_) {
        if (slot.length() == 0) {
            continue;
        }
        const base::Range other = range_of(slot.region);
        const base::Range other_alias = alias_of(slot.region);
        if (range.overlaps(other) || range.overlaps(other_alias) || alias.overlaps(other) ||
            alias.overlaps(other_alias)) {
            return Status::exists;
        }
    }
    return Status::ok;
}

unsigned Pool::free_slot() const noexcept {
    unsigned number = 0;
    while (number < config::max_regions && slots_[number].length() != 0) {
        ++number;
    }
    return number;
}

// First the look-up by address, then by attribute: whoever is given a block can free it.
void Pool::publish(unsigned number, const Region& region, base::Range usable) noexcept {
    Slot& slot = slots_[number];
    const unsigned count = number < region_count() ? region_count() : number + 1;
    {
        // A reader that was overtaken may just be asking the slot.
        const Guard guard(slot.lock);
        slot.counts = {};
        slot.mark = {};
        slot.region = region;
        slot.begin.store(usable.begin, std::memory_order_relaxed);
        detail::announce(slot.size, usable.size());
        owners_.add(slots_, number, count);
    }
    detail::announce(count_, static_cast<std::uint8_t>(count));
    slot.turn.join(++additions_);
    plan_.add(slots_, number, count);
    update_first();
}

// What hangs on the plan, after it has changed.
void Pool::update_first() noexcept {
    if constexpr (has_short_way) {
        const detail::Plan::State state = plan_.state();
        for (Attribute attribute{0}; attribute.in_bound(); ++attribute.number) {
            Slot* first = nullptr;
            for (unsigned word = detail::rank_words; word-- > 0;) {
                const std::uint32_t ranks = plan_.serving(state, attribute, word);
                if (ranks != 0) {
                    first = &slots_[plan_.slot(state, 32 * word + base::lowest_bit(ranks))];
                }
            }
            first_[attribute.number].store(first, std::memory_order_release);
        }
        mark_last_resorts();
    }
}

// A request for an attribute fails where the last region that has it fails.
void Pool::mark_last_resorts() noexcept {
    const detail::Plan::State state = plan_.state();
    std::uint32_t seen = 0;
    for (unsigned rank = plan_.ranks(state); rank-- > 0;) {
        Slot& slot = slots_[plan_.slot(state, rank)];
        const std::uint32_t attributes = slot.region.attributes.bits();
        const Guard guard(slot.lock);
        slot.heap().set_last_resort((attributes & ~seen) != 0);
        seen |= attributes;
    }
}

} // namespace smh
