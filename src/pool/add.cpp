// The way of a region: checks, heap laid out, published.
#include "base/bits.hpp"
#include "heap/heap.hpp"
#include "pool/guard.hpp"
#include "pool/lines.hpp"
#include "smh/pool.hpp"

namespace smh {

namespace {

// The part of the region that the heap may use.
base::Range usable_part(base::Range range, std::size_t cache_line) {
    const std::size_t granule = cache_line > heap::unit_size ? cache_line : heap::unit_size;
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
    const Guard guard(add_lock_);
    base::Range range;
    if (!initialised_) {
        return Status::not_permitted;
    }
    if (!region.attributes.valid() || (region.cache_line & (region.cache_line - 1)) != 0 ||
        !base::make_range(region.address, region.size, range)) {
        return Status::invalid;
    }
    if (overlaps_any(region)) {
        return Status::exists;
    }
    const unsigned number = owners_.count();
    if (number == config::max_regions) {
        return Status::no_memory;
    }
    const base::Range usable = usable_part(range, region.cache_line);
    const std::size_t granule = in_whole_lines(region) ? region.cache_line : heap::unit_size;
    if (heap::Heap::create(usable, granule) == nullptr) {
        return Status::invalid;
    }
    Slot& slot = slots_[number];
    slot.region = region;
    slot.begin.store(usable.begin, std::memory_order_relaxed);
    slot.size.store(usable.size(), std::memory_order_release);
    publish(number);
    if constexpr (heap::has_recent) {
        mark_last_resorts();
    }
    return Status::ok;
}

bool Pool::overlaps_any(const Region& region) const noexcept {
    const base::Range range{region.address, region.address + region.size};
    for (unsigned number = 0; number < owners_.count(); ++number) {
        const Region& other = slots_[number].region;
        if (range.overlaps({other.address, other.address + other.size})) {
            return true;
        }
    }
    return false;
}

// First the look-up by address, then by attribute: whoever is given a block can free it.
void Pool::publish(unsigned number) noexcept {
    Slot& slot = slots_[number];
    owners_.add(slots_, number);
    for (std::uint32_t attributes = slot.region.attributes.bits(); attributes != 0;
         attributes &= attributes - 1) {
        const unsigned attribute = base::lowest_bit(attributes);
        std::atomic<std::uint32_t>& word = serving_[attribute][number / 32];
        word.store(word.load(std::memory_order_relaxed) | std::uint32_t{1} << number % 32,
                   std::memory_order_release);
        if (first_[attribute].load(std::memory_order_relaxed) == nullptr) {
            first_[attribute].store(&slot, std::memory_order_release);
        }
    }
}

// A request for an attribute fails where the last region that has it fails.
void Pool::mark_last_resorts() noexcept {
    std::uint32_t seen = 0;
    for (unsigned number = owners_.count(); number-- > 0;) {
        Slot& slot = slots_[number];
        const std::uint32_t attributes = slot.region.attributes.bits();
        const Guard guard(slot.lock);
        slot.heap().set_last_resort((attributes & ~seen) != 0);
        seen |= attributes;
    }
}

} // namespace smh
