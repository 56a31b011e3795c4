#include "regions.hpp"

#include <algorithm>
#include <tuple>

#include "../require.hpp"

namespace smh::fuzz {

namespace {

// The largest ends where its place does.
Region described_by(Input& input, unsigned place) {
    constexpr std::array<std::size_t, 12> sizes{256,  300,  512,   700,   1024,  2000,
                                                4096, 8192, 10000, 16384, 32768, 65536};
    constexpr std::array<std::size_t, 8> lines{0, 0, 0, 16, 32, 64, 128, 3};
    Region region;
    region.size = sizes[input.below(sizes.size())];
    region.address = Arena::begin_of(place) + input.below(64);
    const unsigned flags = input.byte();
    region.attributes = AttributeSet::from_bits(flags & 15U);
    region.alias_offset = (flags & 16U) != 0 ? Arena::alias_offset : 0;
    region.cache_line = lines[flags >> 5];
    region.priority = static_cast<int>(input.below(3)) - 1;
    constexpr std::array<const char*, Arena::places> names{"a", "b", "c", "d", "e", "f"};
    region.name = names[place];
    return region;
}

// A smaller one may be too small for a block.
bool surely_large_enough(const Region& region, const Elsewhere& elsewhere) {
    return elsewhere.is_so ? region.size >= 2 * elsewhere.granule(region.cache_line)
                           : region.size >= 1024 + 4 * region.cache_line;
}

bool surely_taken(const Region& region, const Elsewhere& elsewhere) {
    return surely_large_enough(region, elsewhere) &&
           (!elsewhere.is_so || elsewhere.metadata.address % metadata_alignment != 24);
}

// May it be refused so?
bool may_be(Status status, const Region& region, const Elsewhere& elsewhere) {
    return status == Status::ok ||
           (status == Status::invalid && !surely_taken(region, elsewhere)) ||
           (status == Status::no_memory && elsewhere.is_so && elsewhere.from_pool());
}

bool is_power_of_two(std::size_t number) {
    return (number & (number - 1)) == 0;
}

} // namespace

void Regions::add(Input& input) {
    const unsigned place = input.below(Arena::places);
    const Region region = described_by(input, place);
    Elsewhere elsewhere;
    if (may_be_elsewhere_) {
        elsewhere = elsewhere_by(input, place);
        give_memory(elsewhere, region.size, elsewhere.granule(region.cache_line));
    }
    // Where there was a region before, what it left may stay, or not.
    if (!in(place) && (!filled_[place] || input.below(2) == 0)) {
        arena_.fill(place);
        filled_[place] = true;
    }
    if (!in(place)) {
        open(region, elsewhere);
    }
    const Status status =
        elsewhere.is_so ? pool_.add(region, elsewhere.metadata) : pool_.add(region);
    if (region.attributes.empty() || region.cache_line == 3) {
        require(status == Status::invalid, "what makes no sense is refused");
    } else if (in(place)) {
        require(status == Status::exists, "a region that overlaps another is refused");
    } else if (elsewhere.is_so && !is_power_of_two(elsewhere.metadata.granule)) {
        require(status == Status::invalid, "a granule that is none is refused");
    } else {
        require(may_be(status, region, elsewhere), "a region is taken");
    }
    if (status == Status::ok) {
        added(place, region, elsewhere);
    } else if (!in(place)) {
        close(place);
    }
    if (elsewhere.is_so && elsewhere.from_pool()) {
        take_counts_over();
    }
}

// What nobody can use stays closed: who touches it all the same is stopped.
void Regions::open(const Region& region, const Elsewhere& elsewhere) {
    if (!elsewhere.is_so || !elsewhere.metadata.untouchable) {
        arena_.open(region.address, region.size);
    }
    if (elsewhere.is_so && !elsewhere.from_pool()) {
        arena_.open(elsewhere.metadata.address, elsewhere.metadata.size);
    }
}

void Regions::close(unsigned place) {
    arena_.close(place);
    arena_.close(Arena::metadata_place(place));
}

// The only allocated block that is new.
void* Regions::lend() {
    struct Search {
        const Blocks& blocks;
        void* found = nullptr;
    };
    Search search{blocks_};
    const auto visitor = [](void* context, const BlockView& block) {
        auto& so_far = *static_cast<Search*>(context);
        if (!block.free && !so_far.blocks.has(block.address)) {
            require(so_far.found == nullptr, "one block is taken for the tags");
            so_far.found = const_cast<void*>(block.address);
        }
    };
    for (const auto& known : places_) {
        if (known) {
            require(pool_.walk(known->number, visitor, &search) == Status::ok,
                    "a region is walked");
        }
    }
    require(search.found != nullptr, "a block is taken for the tags");
    const std::size_t usable = pool_.usable_size(search.found);
    const unsigned place = place_of(search.found, usable);
    require(!in(place)->untouchable(), "tags lie where they can be written");
    blocks_.add(search.found, {usable, 0, 0, place, 0, 0, false, true});
    return search.found;
}

bool Regions::any_untouchable() const {
    return std::any_of(places_.begin(), places_.end(),
                       [](const auto& known) { return known && known->untouchable(); });
}

void Regions::take_counts_over() {
    for (unsigned place = 0; place < Arena::places; ++place) {
        if (auto& region = in(place)) {
            const Statistics statistics = statistics_of(place);
            region->allocations = statistics.allocations;
            region->failures = statistics.failures;
        }
    }
}

void Regions::added(unsigned place, const Region& region, const Elsewhere& elsewhere) {
    const unsigned number = lowest_free_number();
    require(pool_.region(number) != nullptr && pool_.region(number)->address == region.address,
            "a region gets the lowest number");
    void* const lent = elsewhere.is_so && elsewhere.from_pool() ? lend() : nullptr;
    in(place) = {region, number, ++turns_, true, {}, 0, 0, elsewhere, lent};
    require((pool_.metadata(number) != nullptr) == elsewhere.is_so, "tags lie where they are to");
    in(place)->fresh = statistics_of(place);
    require(in(place)->fresh.used == 0, "a new region has no blocks");
}

unsigned Regions::lowest_free_number() const {
    const auto taken = [this](unsigned number) {
        return taken_.at(number) ||
               std::any_of(places_.begin(), places_.end(), [number](const auto& known) {
                   return known && known->number == number;
               });
    };
    unsigned number = 0;
    while (taken(number)) {
        ++number;
    }
    return number;
}

void Regions::remove(unsigned place, bool used) {
    const std::uintptr_t address = in(place) ? in(place)->region.address : Arena::begin_of(place);
    const Status status = pool_.remove(address);
    if (!in(place)) {
        require(status == Status::invalid, "no region begins there");
    } else if (used) {
        require(status == Status::busy, "a region with blocks stays");
        in(place)->serves = false;
    } else {
        require(status == Status::ok, "a region without blocks goes");
        if (in(place)->lent != nullptr) {
            give_back(in(place)->lent);
        }
        in(place).reset();
        close(place);
    }
}

void Regions::drain(unsigned place) {
    if (in(place)) {
        require(pool_.drain(in(place)->region.address) == Status::ok, "a region is drained");
        in(place)->serves = false;
    }
}

void Regions::resume(unsigned place) {
    if (in(place)) {
        require(pool_.resume(in(place)->region.address) == Status::ok, "a region serves again");
        in(place)->serves = true;
    }
}

unsigned Regions::place_of(const void* block, std::size_t bytes) const {
    const auto begin = reinterpret_cast<std::uintptr_t>(block);
    unsigned place = 0;
    const auto holds = [begin, bytes](const std::optional<Known>& known) {
        return known && begin >= known->region.address &&
               begin + bytes <= known->region.address + known->region.size;
    };
    while (place < places_.size() && !holds(places_[place])) {
        ++place;
    }
    require(place < places_.size(), "a block lies in a region");
    require(pool_.region_number_of(block) == static_cast<int>(in(place)->number),
            "a block's region is found");
    return place;
}

std::vector<unsigned> Regions::asked_for(AttributeSet attributes) const {
    std::vector<unsigned> asked;
    for (unsigned place = 0; !attributes.empty() && place < places_.size(); ++place) {
        if (in(place) && in(place)->serves && in(place)->region.attributes.contains(attributes)) {
            asked.push_back(place);
        }
    }
    std::sort(asked.begin(), asked.end(), [this](unsigned one, unsigned other) {
        const auto order_of = [this](unsigned place) {
            return std::tuple{-in(place)->region.priority, in(place)->turn};
        };
        return order_of(one) < order_of(other);
    });
    return asked;
}

Statistics Regions::statistics_of(unsigned place) const {
    Statistics statistics;
    require(pool_.statistics(in(place)->number, statistics), "a region has statistics");
    return statistics;
}

} // namespace smh::fuzz
