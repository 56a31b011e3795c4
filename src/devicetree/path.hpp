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
    Cells cells;        // the parent's
    unsigned count = 0; // of its entries
};

class Path {
public:
    explicit Path(const void* blob) noexcept : blob_{blob} {}

    // Moves to the next node, the root first; false at the end, or with an error.
    bool advance(Error& error) noexcept;

    const void* blob() const noexcept { return blob_; }
    int node() const noexcept { return nodes_[depth_]; }

    // This node and all above it are okay.
    bool okay() const noexcept { return okay_[depth_]; }

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
    // From the space of this node's reg to the processor's. `property` is what gave the range.
    Error to_processor(Cells cells, const char* property, Range& range) const noexcept;

    // From the space of the children of the bus at `level` to the bus's own; so do the cells.
    Error translate(int level, Cells& cells, Range& range) const noexcept;

    const void* blob_;
    int depth_ = -1; // of this node; the root's is 0
    int nodes_[max_depth]{};
    bool okay_[max_depth]{};
};

} // namespace smh::devicetree
