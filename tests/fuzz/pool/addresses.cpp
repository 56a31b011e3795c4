#include "addresses.hpp"

#include <algorithm>
#include <iterator>

#include "../require.hpp"

namespace smh::fuzz {

namespace {

AddressRegion described_by(Input& input, std::size_t granule) {
    constexpr std::array<std::uint64_t, 4> begins{0, 4096, std::uint64_t{5} << 48,
                                                  ~std::uint64_t{0} << 23};
    constexpr std::array<std::size_t, 8> granules{1, 2, 3, 10, 50, 100, 1000, 4000};
    AddressRegion region;
    const unsigned where = input.byte();
    region.address = begins[where % begins.size()] + where / begins.size();
    region.size = granules[input.below(granules.size())] * granule + where;
    const unsigned flags = input.byte();
    region.attributes = AttributeSet::from_bits(flags & 15U);
    region.priority = static_cast<int>(flags >> 4 & 1U);
    return region;
}

bool serves_any(const Addresses::Known& known, const std::vector<AttributeSet>& choices) {
    return std::any_of(choices.begin(), choices.end(), [&known](AttributeSet choice) {
        return !choice.empty() && known.region.attributes.contains(choice);
    });
}

} // namespace

void Addresses::add(Input& input) {
    const unsigned place = input.below(places);
    const unsigned memory = Arena::places + place;
    Elsewhere elsewhere = elsewhere_by(input, memory);
    const std::size_t granule = elsewhere.metadata.granule;
    const AddressRegion region = described_by(input, granule);
    give_memory(elsewhere, region.size, granule);
    if (places_.at(place)) {
        return;
    }
    const Metadata& metadata = elsewhere.metadata;
    if (!elsewhere.from_pool()) {
        arena_.open(metadata.address, metadata.size);
    }
    const unsigned number = regions_.lowest_free_number();
    const Status status = pool_.add(region, metadata);
    if (region.attributes.empty() || granule == 48) {
        require(status == Status::invalid, "what makes no sense is refused");
    }
    const bool surely = region.size >= 2 * granule && metadata.address % metadata_alignment != 24;
    require(
        status == Status::ok || (status == Status::no_memory && elsewhere.from_pool()) ||
            (status == Status::invalid && (!surely || region.attributes.empty() || granule == 48)),
        "a region is taken");
    if (status == Status::ok) {
        AddressRegion shown;
        require(pool_.address_region(number, shown) && shown.address == region.address &&
                    shown.size == region.size,
                "a region gets the lowest number");
        void* const lent = elsewhere.from_pool() ? regions_.lend() : nullptr;
        regions_.take_number(number, true);
        places_.at(place) = {region, number, true, statistics_of(number), granule, lent};
    } else {
        arena_.close(Arena::metadata_place(memory));
    }
    if (elsewhere.from_pool()) {
        regions_.take_counts_over();
    }
}

void Addresses::remove(unsigned place) {
    auto& known = places_.at(place);
    if (!known) {
        return;
    }
    const bool used = std::any_of(live_.begin(), live_.end(), [place](const auto& entry) {
        return entry.second.place == place;
    });
    require(pool_.remove_region(known->number) == (used ? Status::busy : Status::ok),
            "a region without blocks goes");
    if (used) {
        known->serves = false;
        return;
    }
    regions_.take_number(known->number, false);
    if (known->lent != nullptr) {
        regions_.give_back(known->lent);
    }
    arena_.close(Arena::metadata_place(Arena::places + place));
    known.reset();
}

void Addresses::served(Address address, const std::vector<AttributeSet>& choices, std::size_t bytes,
                       std::size_t alignment, unsigned client) {
    const unsigned place = place_of(address.region());
    const Known& known = *places_.at(place);
    require(known.serves && serves_any(known, choices), "a region has what was asked for");
    const std::size_t usable = pool_.usable_size(address);
    require(usable >= bytes, "a block has as many bytes as were asked for");
    require(address.value() % std::max(alignment, known.granule) == 0,
            "a block is at its alignment");
    require(address.value() >= known.region.address &&
                address.value() - known.region.address <= known.region.size - usable,
            "a block lies in its region");
    const auto [entry, added] = live_.try_emplace(key_of(address), Block{place, usable, client});
    require(added, "a block is not given out twice");
    const auto after = std::next(entry);
    require(after == live_.end() || after->first.first != address.region() ||
                address.value() + usable <= after->first.second,
            "blocks do not overlap");
    if (entry != live_.begin()) {
        const auto& [key, before] = *std::prev(entry);
        require(key.first != address.region() || key.second + before.usable <= address.value(),
                "blocks do not overlap");
    }
}

void Addresses::refused(const std::vector<AttributeSet>& choices, std::size_t bytes) const {
    for (const auto& known : places_) {
        require(!known || !known->serves || !serves_any(*known, choices) ||
                    statistics_of(known->number).largest < bytes,
                "no request is refused that a region can serve");
    }
}

Address Addresses::choose(unsigned which) const {
    if (live_.empty()) {
        return {};
    }
    const auto step = static_cast<std::ptrdiff_t>(which % live_.size());
    const Key& key = std::next(live_.begin(), step)->first;
    return {key.first, key.second};
}

void Addresses::release(Address address) {
    pool_.free(address);
    live_.erase(key_of(address));
}

void Addresses::look_at(const Known& known, std::array<std::size_t, 3>& by_client,
                        Statistics& sum) const {
    struct Shown {
        const Addresses& addresses;
        unsigned number;
        std::array<std::size_t, 3>& by_client;
        std::size_t used = 0;
        std::size_t blocks = 0;
        std::size_t all = 0;
    };
    Shown shown{*this, known.number, by_client};
    const auto visitor = [](void* context, const BlockView& block) {
        auto& so_far = *static_cast<Shown*>(context);
        const auto& live = so_far.addresses.live_;
        const auto entry = live.find({so_far.number, block.value});
        require(block.free == (entry == live.end()), "a walk shows which blocks are allocated");
        so_far.all += block.footprint;
        if (!block.free) {
            require(entry->second.usable == block.size && entry->second.client == block.client,
                    "a walk shows a block as it is");
            so_far.by_client.at(block.client) += block.footprint;
            so_far.used += block.footprint;
            ++so_far.blocks;
        }
    };
    require(pool_.walk(known.number, visitor, &shown) == Status::ok, "a region is walked");
    const Statistics statistics = statistics_of(known.number);
    require(statistics.used == shown.used && statistics.blocks == shown.blocks,
            "what is used is in blocks");
    require(statistics.capacity == shown.all && statistics.capacity == known.fresh.capacity,
            "the blocks are all of the region");
    sum.add(statistics);
}

void Addresses::look_at_all(std::array<std::size_t, 3>& by_client, Statistics& sum) const {
    for (const auto& known : places_) {
        if (known) {
            look_at(*known, by_client, sum);
        }
    }
}

std::size_t Addresses::blocks_of(unsigned client) const {
    return static_cast<std::size_t>(
        std::count_if(live_.begin(), live_.end(), [client](const auto& entry) {
            return client != 0 && entry.second.client == client;
        }));
}

void Addresses::end() {
    while (const Address block = choose(0)) {
        release(block);
    }
    for (unsigned place = 0; place < places; ++place) {
        if (const auto& known = places_.at(place)) {
            const Statistics now = statistics_of(known->number);
            require(now.free == known->fresh.free && now.largest == known->fresh.largest,
                    "a region without blocks is as it was at first");
            remove(place);
        }
    }
}

Statistics Addresses::statistics_of(unsigned number) const {
    Statistics statistics;
    require(pool_.statistics(number, statistics), "a region has statistics");
    return statistics;
}

unsigned Addresses::place_of(unsigned number) const {
    unsigned place = 0;
    while (place < places && !(places_.at(place) && places_.at(place)->number == number)) {
        ++place;
    }
    require(place < places, "an address lies in an address region");
    return place;
}

} // namespace smh::fuzz
