// The way from the root to one node, kept while all nodes are visited in the blob's order.
#pragma once

#include "devicetree/node.hpp"

namespace smh::devicetree {

// An address range. Never empty, and never past the end of 64 bits: see `last`.
struct Range {
    std::uint64_t address;
    std::uint64_t size;

    std::uint64_t last() const noexcept { return address + (size - 1); }
};

// The reg of a node.
struct Reg {
    Property property;
    Property alias;     // the node's smh,alias
    Cells cells;        // the parent's
    unsigned count = 0; // of its entries
};

// A bus that translates more ranges is none. So the time that an address takes is bounded.
inline constexpr unsigned max_ranges = 256;

class Path {
public:
    explicit Path(const void* blob) noexcept : blob_{blob} {}

    // Moves to the next node, the root first; false at the end, or with an error.
    bool advance(Error& error) noexcept;

    const void* blob() const noexcept { return blob_; }
    int node() const noexcept { return levels_[depth_].node; }

    // This node and all above it are okay.
    bool okay() const noexcept { return levels_[depth_].okay; }

    // Lies this node's memory, where it has any, in memory around it?
    bool is_part() const noexcept;

    // Is this node's memory somebody's to use, where it has any?
    bool is_region() const noexcept;

    // This node's reg; its count is 0 where the node has none.
    Error reg(Reg& out) const noexcept;

    // One entry of that reg as the processor sees it; size 0 where the entry is empty.
    Error range(const Reg& reg, unsigned number, Range& out) const noexcept;

    // Where the same entry is mapped a second time; size 0 also where it is not.
    Error alias(const Reg& reg, unsigned number, Range& out) const noexcept;

private:
    // What those below a node ask of it, read once: they can be many, and it can be long.
    struct Level {
        int node;
        std::uint32_t ranges; // where in the blob its property of that name is; 0 where it has none
        std::uint8_t address_cells : 2; // of its children; 0 where they are wrong
        std::uint8_t size_cells : 2;
        bool okay : 1;                // this node and all above it
        bool is_memory : 1;           // it says so of itself
        bool surrounds_its_parts : 1; // the memory of its children lies in other memory
    };

    Level read_level(int node, int depth) const noexcept;
    Error cells_below(int level, Cells& out) const noexcept;
    Property ranges_of(int level) const noexcept;

    // From the space of this node's reg to the processor's. `property` is what gave the range.
    Error to_processor(Cells cells, const char* property, Range& range) const noexcept;

    // From the space of the children of the bus at `level` to the bus's own; so do the cells.
    Error translate(int level, Cells& cells, Range& range) const noexcept;

    const void* blob_;
    int depth_ = -1; // of this node; the root's is 0
    Level levels_[max_depth]{};
};

} // namespace smh::devicetree
