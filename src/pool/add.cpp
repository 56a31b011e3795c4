// The way of a region: checks, heap laid out, published.
#include "base/bits.hpp"
#include "heap/heap.hpp"
#include "pool/guard.hpp"
#include "pool/lines.hpp"
#include "pool/marks.hpp"
#include "pool/publish.hpp"
#include "pool/ranges.hpp"
#include "pool/table.hpp"

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
    return report_added(status, number);
}

Status Pool::report_added(Status status, unsigned number) noexcept {
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
    publish(number, region, [usable](Slot& slot) {
        slot.begin.store(usable.begin, std::memory_order_relaxed);
        detail::announce(slot.size, usable.size());
    });
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
    if (metadata_overlap(range) || metadata_overlap(alias)) {
        return Status::exists;
    }
    for (const Slot& slot : slots_) {
        if (slot.region_length() == 0) {
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

// Is any of it another region's metadata?
bool Pool::metadata_overlap([[maybe_unused]] base::Range memory) const noexcept {
    if constexpr (config::tables) {
        for (const Slot& slot : slots_) {
            if (!slot.holds_tags() && memory.overlaps(metadata_memory(slot.elsewhere))) {
                return true;
            }
        }
    }
    return false;
}

unsigned Pool::free_slot() const noexcept {
    unsigned number = 0;
    while (number < config::max_regions && slots_[number].occupied()) {
        ++number;
    }
    return number;
}

void Pool::make_plan(bool of_addresses) noexcept {
    if (of_addresses) {
        address_plan_.make(slots_, region_count(), true);
    } else {
        plan_.make(slots_, region_count(), false);
    }
}

// A request for an attribute fails where the last region that has it fails.
template <class Plan>
void Pool::mark_last_resorts(const Plan& plan, bool of_addresses) noexcept {
    const typename Plan::State state = plan.state();
    std::uint32_t seen = 0;
    for (unsigned rank = plan.ranks(state); rank-- > 0;) {
        Slot& slot = slots_[plan.slot(state, rank)];
        const std::uint32_t attributes = slot.region.attributes.bits();
        const Guard guard(slot.lock);
        if (slot.occupied() && slot.elsewhere.of_addresses() == of_addresses) {
            slot.with_heap([&](auto& heap) { heap.set_last_resort((attributes & ~seen) != 0); });
            seen |= attributes;
        }
    }
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
            const bool inside = first == nullptr || first->holds_tags();
            first_[attribute.number].store(inside ? first : nullptr, std::memory_order_release);
            if constexpr (config::tables) {
                first_table_[attribute.number].store(inside ? nullptr : first,
                                                     std::memory_order_release);
            }
        }
        mark_last_resorts(plan_, false);
        mark_last_resorts(address_plan_, true);
    }
}

} // namespace smh
