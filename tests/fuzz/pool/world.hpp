// A pool, and the model that says what it must do.
#pragma once

#include <array>
#include <vector>

#include "../input.hpp"
#include "addresses.hpp"
#include "blocks.hpp"
#include "faults.hpp"
#include "regions.hpp"
#include "smh/pool.hpp"
#include "watcher.hpp"

namespace smh::fuzz {

// What is asked of the pool, and what of it the model goes by.
struct Wanted {
    std::vector<AttributeSet> choices; // in their order; none where the request makes no sense
    std::size_t bytes = 0;
    std::size_t alignment = 0;
    std::size_t kept = 0; // of the block that it is to replace; see Block
    Client* client = nullptr;
    bool written = false; // by the pool itself
};

struct World {
    explicit World(Input& choices);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    // Gives all back, after which all is as it was at first.
    void end();
    void remove_whole(unsigned place);

    // The model's part of a request that the pool has answered with `address`, which may be null.
    void answered(const Wanted& wanted, void* address);
    void served(const Wanted& wanted, void* address);
    void refused(const Wanted& wanted);

    // Frees a block, by its address or by that of its alias.
    void release(void* address) { release(address, address); }
    void release(void* address, void* named);
    void released(void* address);

    // What a request for one attribute leads to.
    Wanted wanted(Attribute attribute, std::size_t bytes, std::size_t alignment = 0) const;

    // Choices of the input.
    Attribute take_attribute();
    std::size_t take_size();
    std::size_t take_alignment();
    void* take_block() { return blocks.choose(input.byte()); }

    Input& input;
    Faults faults;
    Pool pool;
    Blocks blocks;
    Regions regions{pool, blocks};
    Addresses addresses{pool, regions};
    bool has_tables = false; // tags may lie elsewhere, and there may be address regions
    Watcher watcher;
    std::array<Client, 2> clients{Client{"limited", 4096}, Client{"free"}};
    std::array<std::vector<Attribute>, 4> fallback{};
};

} // namespace smh::fuzz
