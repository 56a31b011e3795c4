// Regions of which the tags lie elsewhere.
#include "pool/table.hpp"

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
    bool granule_valid() const {
        return (granule() & (granule() - 1)) == 0 && granule() >= min_granule &&
               granule() <= max_granule;
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
        const std::uint64_t granules = size() / granule();
        return granules >= 1 && granules <= max_granules &&
               granules < ~std::size_t{0} / (2 * sizeof(std::uint64_t));
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

Status Pool::add_table([[maybe_unused]] const TableRegion& added,
                       [[maybe_unused]] unsigned& number) noexcept {
    if constexpr (!config::tables) {
        return Status::not_permitted;
    } else {
        const Guard guard(add_lock_);
        if (!initialised_) {
            return Status::not_permitted;
        }
        if (const Status status = check(added); status != Status::ok) {
            return status;
        }
        number = free_slot();
        if (number == config::max_regions) {
            return Status::no_memory;
        }
        base::Range memory;
        void* taken = nullptr;
        if (const Status status = take_metadata(added, memory, taken); status != Status::ok) {
            return status;
        }
        heap::TableHeap* const heap = heap::TableHeap::create(
            {memory, added.begin(), added.size(), base::lowest_bit(added.granule())});
        if (heap == nullptr) {
            free(taken);
            return Status::invalid;
        }
        if (heap::has_recent && is_watched()) {
            heap->keep_none(true);
        }
        if (!added.of_addresses) {
            marks::added(added.region);
        }
        publish(number, added.region, added.usable(), [&](Slot& slot) {
            detail::Elsewhere& elsewhere = slot.elsewhere;
            elsewhere.metadata = added.metadata;
            elsewhere.metadata.granule = added.granule();
            elsewhere.begin = added.begin();
            elsewhere.size = added.size();
            elsewhere.address = added.address;
            elsewhere.length = added.of_addresses ? added.length : 0;
            elsewhere.memory = memory.begin;
            elsewhere.memory_size = memory.size();
            elsewhere.taken = taken;
            elsewhere.set_heap(heap);
        });
        return Status::ok;
    }
}

// All but what only the heap and the slots tell.
Status Pool::check(const TableRegion& added) const noexcept {
    if (added.of_addresses) {
        if (!added.region.attributes.valid() || added.address + added.length <= added.address) {
            return Status::invalid;
        }
    } else if (const Status status = check(added.region); status != Status::ok) {
        return status;
    }
    const bool from_pool = !added.metadata.from.empty();
    if (!added.granule_valid() || !added.has_granules() ||
        (from_pool && !added.metadata.from.in_bound())) {
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

// Is any of it another region's?
bool Pool::metadata_overlap([[maybe_unused]] base::Range memory) const noexcept {
    if constexpr (config::tables) {
        for (const Slot& slot : slots_) {
            const detail::Elsewhere& elsewhere = slot.elsewhere;
            if (!slot.holds_tags() &&
                memory.overlaps({elsewhere.memory, elsewhere.memory + elsewhere.memory_size})) {
                return true;
            }
        }
    }
    return false;
}

// From where it is said to come, from the first multiple of metadata_alignment on.
Status Pool::take_metadata(const TableRegion& added, base::Range& memory, void*& taken) noexcept {
    const Metadata& metadata = added.metadata;
    if (metadata.from.empty()) {
        const base::Range given{metadata.address, metadata.address + metadata.size};
        const std::uintptr_t begin = base::round_up(given.begin, metadata_alignment);
        memory = {begin, begin < given.end ? given.end : begin};
        return Status::ok;
    }
    const std::size_t size = metadata_size(added.size(), added.granule());
    taken = touchable(search_set(metadata.from, metadata_alignment, size));
    const auto begin = reinterpret_cast<std::uintptr_t>(taken);
    memory = {begin, begin + size};
    return taken != nullptr ? Status::ok : Status::no_memory;
}

const Metadata* Pool::metadata(unsigned number) const noexcept {
    if constexpr (config::tables) {
        const Slot* const slot = published(number);
        if (slot != nullptr && !slot->holds_tags()) {
            return &slot->elsewhere.metadata;
        }
    }
    return nullptr;
}

// With the slot's lock held.
[[gnu::noinline]] void* Pool::ask_table([[maybe_unused]] const Slot& slot,
                                        [[maybe_unused]] std::size_t alignment,
                                        [[maybe_unused]] std::size_t bytes,
                                        [[maybe_unused]] bool last_try) noexcept {
    if constexpr (config::tables) {
        std::uint64_t place = 0;
        if (!take(*slot.elsewhere.heap(), alignment, bytes, last_try, place)) {
            return nullptr;
        }
        const auto address = static_cast<std::uintptr_t>(place);
        if constexpr (marks::any) {
            heap::Block block{};
            slot.elsewhere.heap()->look_at(address, block);
            marks::allocated(slot.region, address, block.usable);
        }
        return reinterpret_cast<void*>(address);
    }
    return nullptr;
}

// With the slot's lock held, which it gives back.
[[gnu::noinline]] void Pool::free_in_table(Slot& slot, Place address) noexcept {
    if constexpr (config::tables) {
        if (heap::checks_lists || config::exact || is_watched()) [[unlikely]] {
            return free_accounted(slot, address);
        }
        heap::TableHeap& heap = *slot.elsewhere.heap();
        if (heap::has_recent && heap.free_recent(address)) [[likely]] {
            slot.counts.count_free();
            return slot.lock.unlock();
        }
        const heap::FreeResult result = heap.free_merged(address);
        if (config::max_clients != 0 && result == heap::FreeResult::owned) {
            return free_accounted(slot, address);
        }
        slot.counts.count_free(result == heap::FreeResult::freed);
        slot.lock.unlock();
        if (result != heap::FreeResult::freed) {
            free_refused(slot, address, result);
        }
    }
}

} // namespace smh
