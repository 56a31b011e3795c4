#include "machine.hpp"

#include <utility>

#include <fmt/format.h>

#include "failure.hpp"
#include "smh/shared_pool.hpp"
#include "text.hpp"

namespace smh::tool {

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
    // The pool keeps pointers to the names.
    placed_.reserve(board.regions.size());
    for (const BoardRegion& region : board.regions) {
        place(board, region);
    }
    if (placed_.empty()) {
        throw Failure{board.file, "no region that a pool can use", "give it a larger memory"};
    }
}

Machine::~Machine() {
    for (const Placed& placed : placed_) {
        pool_.remove(placed.memory.address());
    }
}

void Machine::place(const Board& board, const BoardRegion& region) {
    Placed placed{region, HostMemory{board.file, region}};
    placed_.push_back(std::move(placed));
    // Without the alias: host memory is mapped once.
    const Status status = pool_.add({.address = placed_.back().memory.address(),
                                     .size = region.size,
                                     .attributes = region.attributes,
                                     .priority = region.priority,
                                     .name = placed_.back().region.name.c_str()});
    if (status != Status::ok) {
        left_out_.push_back(fmt::format("left out: {}, {} at {}: {}", region.name,
                                        size_text(region.size), address_text(region.address),
                                        describe(status)));
        placed_.pop_back();
    }
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
