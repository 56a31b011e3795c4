// Regions of which the tags lie elsewhere.
#include "pool/table.hpp"

#if SMH_TABLES

#include "pool/freeing.hpp"
#include "pool/marks.hpp"
#include "pool/publish.hpp"
#include "pool/ranges.hpp"
#include "pool/search.hpp"

namespace smh {

// One that is to be added, of either kind.
struct Pool::TableRegion {
    const Region& region; // of addresses: without them
    const Metadata& metadata;
    std::uint64_t address;
    std::uint64_t length;
    bool of_addresses;

    std::size_t granule() const {
        return metadata.granule > region.cache_line ? metadata.granule : region.cache_line;
    }
    // What its heap is given. No block is at a null pointer.
    std::uint64_t begin() const {
        const std::uint64_t begin = (address + granule() - 1) & ~std::uint64_t{granule() - 1};
        return begin == 0 && !of_addresses ? granule() : begin;
    }
    std::uint64_t size() const {
        const std::uint64_t end = (address + length) & ~std::uint64_t{granule() - 1};
        return end > begin() && begin() >= address ? end - begin() : 0;
    }
    bool has_granules() const {
        const std::uint64_t granules = size() >> base::lowest_bit(granule());
        return granules >= 1 && granules <= max_granules &&
               granules < ~std::size_t{0} / (2 * sizeof(std::uint64_t));
    }
    detail::Elsewhere::Facts facts(base::Range memory, void* taken) const {
        detail::Elsewhere::Facts facts;
        facts.metadata = metadata;
        facts.metadata.granule = granule();
        facts.begin = begin();
        facts.size = size();
        facts.memory = memory.begin;
        facts.memory_size = memory.size();
        facts.taken = taken;
        facts.given_address = address;
        facts.given_size = of_addresses ? length : 0;
        return facts;
    }
    // The part of it that a pointer can lead to.
    base::Range usable() const {
        if (of_addresses) {
            return {};
        }
        const auto first = static_cast<std::uintptr_t>(begin());
        return {first, first + static_cast<std::uintptr_t>(size())};
    }
};

Status Pool::add(const Region& region, const Metadata& metadata) noexcept {
    unsigned number = config::max_regions;
    const Status status = add_table({region, metadata, region.address, region.size, false}, number);
    return report_added(status, number);
}

Status Pool::add(const AddressRegion& region, const Metadata& metadata) noexcept {
    Region shown;
    shown.attributes = region.attributes;
    shown.priority = region.priority;
    shown.user_data = region.user_data;
    shown.name = region.name;
    unsigned number = config::max_regions;
    const Status status = add_table({shown, metadata, region.address, region.size, true}, number);
    return report_added(status, number);
}

// Metadata are taken from the pool with no lock held, like any block.
Status Pool::add_table(const TableRegion& added, unsigned& number) noexcept {
    base::Range memory;
    void* taken = nullptr;
    Status status = Status::ok;
    {
        const Guard guard(add_lock_);
        status = check(added);
        if (status == Status::ok && free_slot() == config::max_regions) {
            status = Status::no_memory;
        }
    }
    if (status == Status::ok) {
        status = take_metadata(added, memory, taken);
    }
    if (status == Status::ok) {
        const Guard guard(add_lock_);
        status = create_table(added, memory, taken, number);
    }
    if (status != Status::ok && taken != nullptr) {
        free(taken);
    }
    return status;
}

// With add_lock_ held.
Status Pool::create_table(const TableRegion& added, base::Range memory, void* taken,
                          unsigned& number) noexcept {
    if (const Status status = check(added); status != Status::ok) {
        return status;
    }
    number = free_slot();
    if (number == config::max_regions) {
        return Status::no_memory;
    }
    heap::TableHeap* const heap = heap::TableHeap::create(
        {memory, added.begin(), added.size(), base::lowest_bit(added.granule())});
    if (heap == nullptr) {
        return Status::invalid;
    }
    if (heap::has_recent && is_watched()) {
        heap->keep_none(true);
    }
    if (!added.of_addresses) {
        marks::added(added.region);
    }
    count_tables(1, added.metadata.untouchable); // before anybody has a block of it
    publish(number, added.region, [&](Slot& slot) {
        const base::Range usable = added.usable();
        slot.elsewhere.set(heap, added.facts(memory, taken), usable.begin, usable.size());
    });
    return Status::ok;
}

// All but what only the heap and the slots tell.
Status Pool::check(const TableRegion& added) const noexcept {
    if (!initialised_) {
        return Status::not_permitted;
    }
    if (added.of_addresses) {
        if (!added.region.attributes.valid() || added.address + added.length <= added.address) {
            return Status::invalid;
        }
    } else if (const Status status = check(added.region); status != Status::ok) {
        return status;
    }
    const bool from_pool = !added.metadata.from.empty();
    if (!valid_granule(added.metadata.granule) || !valid_granule(added.granule()) ||
        !added.has_granules() || (from_pool && !added.metadata.from.in_bound())) {
        return Status::invalid;
    }
    base::Range memory;
    if (from_pool) {
        return Status::ok;
    }
    if (!base::make_range(added.metadata.address, added.metadata.size, memory) ||
        (!added.of_addresses &&
         (memory.overlaps(range_of(added.region)) || memory.overlaps(alias_of(added.region))))) {
        return Status::invalid;
    }
    return metadata_overlap(memory) ? Status::exists : Status::ok;
}

// From where it is said to come, from the first multiple of metadata_alignment on.
Status Pool::take_metadata(const TableRegion& added, base::Range& memory, void*& taken) noexcept {
    const Metadata& metadata = added.metadata;
    if (metadata.from.empty()) {
        const base::Range given{metadata.address, metadata.address + metadata.size};
        const std::uintptr_t begin = base::round_up(given.begin, metadata_alignment);
        memory = {begin, begin < given.end ? given.end : begin};
        return begin != 0 ? Status::ok : Status::invalid; // a heap is no null pointer
    }
    const std::size_t size = metadata_size(added.size(), added.granule());
    taken = touchable_or_freed(search_set(metadata.from, metadata_alignment, size));
    if (taken != nullptr) {
        report({taken, nullptr});
    }
    const auto begin = reinterpret_cast<std::uintptr_t>(taken);
    memory = {begin, begin + size};
    return taken != nullptr ? Status::ok : Status::no_memory;
}

const Metadata* Pool::metadata(unsigned number) const noexcept {
    const Slot* const slot = published(number);
    return slot != nullptr ? slot->elsewhere.metadata() : nullptr;
}

// With the slot's lock held.
[[gnu::noinline]] void* Pool::ask_table(const Slot& slot, std::size_t alignment, std::size_t bytes,
                                        bool last_try) noexcept {
    heap::TableHeap& heap = *slot.elsewhere.heap();
    void* const found = pointer_to(heap, take(heap, alignment, bytes, last_try));
    if (marks::any && found != nullptr) {
        const auto address = reinterpret_cast<std::uintptr_t>(found);
        heap::Block block{};
        heap.look_at(address, block);
        marks::allocated(slot.region, address, block.usable);
    }
    return found;
}

// With the slot's lock held, which it gives back.
[[gnu::noinline]] void Pool::free_in_table(Slot& slot, Place address) noexcept {
    if (heap::has_recent && slot.elsewhere.heap()->free_recent(address)) [[likely]] {
        slot.counts.count_free();
        return slot.lock.unlock();
    }
    free_merged_in_table(slot, address);
}

[[gnu::noinline]] void Pool::free_merged_in_table(Slot& slot, Place address) noexcept {
    if (heap::checks_lists || config::exact || is_watched()) [[unlikely]] {
        return free_accounted(slot, address);
    }
    const heap::FreeResult result = slot.elsewhere.heap()->free_merged(address);
    if (config::max_clients != 0 && result == heap::FreeResult::owned) {
        return free_accounted(slot, address);
    }
    slot.counts.count_free(result == heap::FreeResult::freed);
    slot.lock.unlock();
    if (result != heap::FreeResult::freed) {
        free_refused(slot, address, result);
    }
}

} // namespace smh

#else

namespace smh {

Status Pool::add(const Region& /*region*/, const Metadata& /*metadata*/) noexcept {
    return Status::not_permitted;
}
Status Pool::add(const AddressRegion& /*region*/, const Metadata& /*metadata*/) noexcept {
    return Status::not_permitted;
}
const Metadata* Pool::metadata(unsigned /*number*/) const noexcept {
    return nullptr;
}

} // namespace smh

#endif
