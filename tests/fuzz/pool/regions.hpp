// The regions that are in the pool, as the model knows them: at most one in each place.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "../input.hpp"
#include "arena.hpp"
#include "smh/pool.hpp"

namespace smh::fuzz {

class Regions {
public:
    struct Known {
        Region region;
        unsigned number; // the pool's
        unsigned turn;   // in the order of addition
        bool serves;     // is not drained
        Statistics fresh;
        std::size_t allocations; // since it came
        std::size_t failures;
    };

    explicit Regions(Pool& pool) : pool_(pool), arena_(Arena::closed()) {}

    // A place that the input names, and a region for it that the input describes; the pool may
    // refuse it.
    void add(Input& input);

    // Each names a place; `used` says whether blocks are in it.
    void remove(unsigned place, bool used);
    void drain(unsigned place);
    void resume(unsigned place);

    std::optional<Known>& in(unsigned place) { return places_[place]; }
    const std::optional<Known>& in(unsigned place) const { return places_[place]; }

    // That of a block; stops where it lies in no region.
    unsigned place_of(const void* block, std::size_t bytes) const;

    // Places of the regions that serve requests for these attributes, in the order in which they
    // are asked; none for no attribute.
    std::vector<unsigned> asked_for(AttributeSet attributes) const;

    // As the pool says.
    Statistics statistics_of(unsigned place) const;

private:
    unsigned lowest_free_number() const;
    void added(unsigned place, const Region& region);

    Pool& pool_;
    Arena& arena_;
    std::array<std::optional<Known>, Arena::places> places_;
    std::array<bool, Arena::places> filled_{};
    unsigned turns_ = 0;
};

} // namespace smh::fuzz
