// The regions that are in the pool, as the model knows them: at most one in each place.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "../input.hpp"
#include "arena.hpp"
#include "blocks.hpp"
#include "elsewhere.hpp"
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
        Elsewhere elsewhere{};
        void* lent = nullptr; // the block of the pool that has the tags

        bool untouchable() const { return elsewhere.is_so && elsewhere.metadata.untouchable; }
        // At which all its blocks lie.
        std::size_t alignment() const {
            return elsewhere.is_so ? elsewhere.granule(region.cache_line) : region.cache_line;
        }
    };

    Regions(Pool& pool, Blocks& blocks) : pool_(pool), blocks_(blocks), arena_(Arena::closed()) {}

    Arena& arena() { return arena_; }

    // From now on the tags of a new region may lie elsewhere.
    void allow_elsewhere() { may_be_elsewhere_ = true; }

    // A place that the input names, and a region for it that the input describes; the pool may
    // refuse it.
    void add(Input& input);

    // The block that a new region has got for its tags.
    void* lend();
    void give_back(void* lent) { blocks_.forget(lent); }

    // Numbers of regions that are not in the arena.
    void take_number(unsigned number, bool taken) { taken_.at(number) = taken; }
    unsigned lowest_free_number() const;

    // Is there a region that nobody can write to?
    bool any_untouchable() const;

    // What the pool has counted is right, whatever the model thinks.
    void take_counts_over();

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
    void added(unsigned place, const Region& region, const Elsewhere& elsewhere);
    void open(const Region& region, const Elsewhere& elsewhere);
    void close(unsigned place);

    Pool& pool_;
    Blocks& blocks_;
    Arena& arena_;
    std::array<std::optional<Known>, Arena::places> places_;
    std::array<bool, Arena::places> filled_{};
    std::array<bool, config::max_regions> taken_{};
    unsigned turns_ = 0;
    bool may_be_elsewhere_ = false;
};

} // namespace smh::fuzz
