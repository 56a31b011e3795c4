#include "machine.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "failure.hpp"
#include "smh/shared_pool.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

constexpr Attribute non_volatile{2};

bool has_tags_elsewhere(const Board& board, const BoardRegion& region) {
    const bool others = std::ranges::any_of(board.regions, [](const BoardRegion& other) {
        return other.attributes.contains(cacheable) && !other.attributes.contains(non_volatile);
    });
    return config::tables &&
           (region.tags.elsewhere() || (others && region.attributes.contains(non_volatile)));
}

} // namespace

Machine::Machine(std::string name) : pool_(shared_pool()), name_(std::move(name)) {
    pool_.init();
}

// Complete from its first line on, so that a failure takes back what was added before it.
Machine::Machine(const Board& board)
    : Machine(board.model.empty() ? printable(board.file) : board.model) {
    if (!board.conflicts.empty()) {
        refuse_conflicts(board);
    }
    if (board.regions.size() > config::max_regions) {
        throw Failure{board.file,
                      fmt::format("{} regions, and a pool holds {}", board.regions.size(),
                                  config::max_regions),
                      "build smh with a larger SMH_MAX_REGIONS"};
    }
    // The pool keeps pointers to the names. Who holds the tags of others comes before them.
    placed_.reserve(board.regions.size());
    for (const bool elsewhere : {false, true}) {
        for (const BoardRegion& region : board.regions) {
            if (has_tags_elsewhere(board, region) == elsewhere) {
                place(board, region);
            }
        }
    }
    if (placed_.empty()) {
        throw Failure{board.file, "no region that a pool can use", "give it a larger memory"};
    }
}

Machine::~Machine() {
    for (auto placed = placed_.rbegin(); placed != placed_.rend(); ++placed) {
        pool_.remove(placed->memory.address());
    }
}

void Machine::place(const Board& board, const BoardRegion& region) {
    Placed placed{region, HostMemory{board.file, region}, has_tags_elsewhere(board, region)};
    placed_.push_back(std::move(placed));
    const Status status = add(placed_.back());
    if (status == Status::ok) {
        note_tags();
    } else {
        left_out_.push_back(fmt::format("left out: {}, {} at {}: {}", region.name,
                                        size_text(region.size), address_text(region.address),
                                        describe(status)));
        placed_.pop_back();
    }
}

// Without the alias: host memory is mapped once.
Status Machine::add(const Placed& placed) {
    const Region region{.address = placed.memory.address(),
                        .size = placed.region.size,
                        .attributes = placed.region.attributes,
                        .priority = placed.region.priority,
                        .name = placed.region.name.c_str()};
    if (!placed.tags_elsewhere) {
        return pool_.add(region);
    }
    Metadata metadata;
    const devicetree::Placement& tags = placed.region.tags;
    metadata.from = tags.elsewhere() ? tags.from : AttributeSet{cacheable};
    metadata.granule = tags.granule != 0 ? tags.granule : 32;
    return pool_.add(region, metadata);
}

// Of the region that came last: in which of the others there is more used now.
void Machine::note_tags() {
    for (unsigned number = 0; number < regions(); ++number) {
        Statistics now;
        pool_.statistics(number, now);
        if (now.used != placed_[number].used_at_rest) {
            placed_.back().tags = Tags{number, now.used - placed_[number].used_at_rest};
            placed_[number].used_at_rest = now.used;
        }
    }
}

std::vector<unsigned> Machine::in_order() const {
    std::vector<unsigned> numbers(placed_.size());
    std::iota(numbers.begin(), numbers.end(), 0U);
    std::ranges::sort(numbers, {}, [this](unsigned number) { return region(number).address; });
    return numbers;
}

std::optional<Place> Machine::place_of(const void* block) const {
    const int number = pool_.region_number_of(block);
    if (number < 0) {
        return {};
    }
    const Placed& placed = placed_[static_cast<unsigned>(number)];
    const auto offset = reinterpret_cast<std::uintptr_t>(block) - placed.memory.address();
    return Place{static_cast<unsigned>(number), placed.region.address + offset};
}

} // namespace smh::tool
