// The address regions that are in the pool, and their blocks, as the model knows them.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "regions.hpp"

namespace smh::fuzz {

class Addresses {
public:
    static constexpr unsigned places = Arena::metadata_places - Arena::places;

    struct Known {
        AddressRegion region;
        unsigned number; // the pool's
        bool serves;
        Statistics fresh;
        std::size_t granule;
        void* lent;
    };
    struct Block {
        unsigned place;
        std::size_t usable;
        unsigned client;
    };

    Addresses(Pool& pool, Regions& regions)
        : pool_(pool), regions_(regions), arena_(regions.arena()) {}

    // An input says which, and describes it.
    void add(Input& input);
    void remove(unsigned place);

    // A new block, for one of these choices.
    void served(Address address, const std::vector<AttributeSet>& choices, std::size_t bytes,
                std::size_t alignment, unsigned client);
    // None, although the alignment is any block's and no quota stood in the way.
    void refused(const std::vector<AttributeSet>& choices, std::size_t bytes) const;

    // Any one; none where there is none.
    Address choose(unsigned which) const;
    std::size_t usable(Address address) const { return live_.at(key_of(address)).usable; }
    void release(Address address);

    void look_at_all(std::array<std::size_t, 3>& by_client, Statistics& sum) const;
    std::size_t blocks_of(unsigned client) const;

    // Gives all back.
    void end();

private:
    using Key = std::pair<unsigned, std::uint64_t>; // number of the region, and where in it
    static Key key_of(Address address) { return {address.region(), address.value()}; }
    Statistics statistics_of(unsigned number) const;
    unsigned place_of(unsigned number) const;
    void look_at(const Known& known, std::array<std::size_t, 3>& by_client, Statistics& sum) const;

    Pool& pool_;
    Regions& regions_;
    Arena& arena_;
    std::array<std::optional<Known>, places> places_;
    std::map<Key, Block> live_;
};

} // namespace smh::fuzz
