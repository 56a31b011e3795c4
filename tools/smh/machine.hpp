// A board in the pool: host memory in the place of each of its regions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "board.hpp"
#include "host_memory.hpp"
#include "smh/pool.hpp"

namespace smh::tool {

struct Place {
    unsigned region; // its number
    std::uint64_t address;
};

class Machine {
public:
    // Initialises the shared pool and adds the board's regions to it. Throws Failure where the
    // board has conflicts, more regions than a pool holds, more memory than the host gives, or no
    // region that the pool takes.
    explicit Machine(const Board& board);

    // Takes the regions, whose blocks must be free, out of the pool again.
    ~Machine();
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    Pool& pool() const { return pool_; }
    const std::string& name() const { return name_; }

    // What the board says of the pool's region `number`.
    const BoardRegion& region(unsigned number) const { return placed_[number].region; }
    unsigned regions() const { return static_cast<unsigned>(placed_.size()); }

    // All numbers, in the board's order.
    std::vector<unsigned> in_order() const;

    // The block that holds the tags of this region; nothing where they lie in the region itself. So
    // it is with memory that keeps its contents without power: only the user's are kept then.
    struct Tags {
        unsigned region; // in which
        std::size_t bytes;
    };
    std::optional<Tags> tags_of(unsigned number) const { return placed_[number].tags; }
    // What is used of a region where nobody has asked for any: the tags of others.
    std::size_t used_at_rest(unsigned number) const { return placed_[number].used_at_rest; }

    // Lines about regions that the pool does not take.
    const std::vector<std::string>& left_out() const { return left_out_; }

    // Where a block would lie on the board; nothing for null.
    std::optional<Place> place_of(const void* block) const;

private:
    struct Placed {
        BoardRegion region;
        HostMemory memory;
        bool tags_elsewhere;
        std::optional<Tags> tags{};
        std::size_t used_at_rest = 0;
    };

    explicit Machine(std::string name);
    void place(const Board& board, const BoardRegion& region);
    Status add(const Placed& placed);
    void note_tags();

    Pool& pool_;
    std::string name_;
    std::vector<Placed> placed_; // numbered as the pool does
    std::vector<std::string> left_out_;
};

} // namespace smh::tool
