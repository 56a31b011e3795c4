// All that can be reached, breadth first: each state of the heap is looked at once, and every
// operation is done in it.
#pragma once

#include <functional>
#include <unordered_set>
#include <vector>

#include "run.hpp"
#include "world.hpp"

namespace smh::exhaustive {

template <class Ground>
class Search {
public:
    explicit Search(std::size_t region_bytes);

    // From what the last call has found, one step further. Nothing is left where it finds nothing.
    Level step();

private:
    // How a state was reached.
    struct Node {
        std::uint32_t parent;
        Operation operation;
    };
    // Of what is the same for two states only if they are the same, but for a chance of about one
    // in 2^128 for each pair.
    struct Hash {
        std::uint64_t low;
        std::uint64_t high;
        bool operator==(const Hash&) const = default;
    };
    struct LowHalf {
        std::size_t operator()(const Hash& hash) const { return hash.low; }
    };

    static Hash hash_of(std::span<const std::uint64_t> words);
    std::vector<Operation> path_to(std::size_t node) const;
    void go_to(std::size_t node);
    void try_all(std::size_t node, Level& level);
    void try_one(std::size_t node, const Operation& operation, Level& level);
    [[noreturn]] void complain(std::size_t node, const Operation& last, const Broken& broken);

    World<Ground> world_;
    Snapshot begin_; // of all
    Snapshot here_;  // where operations are being tried
    std::vector<Node> nodes_;
    std::unordered_set<Hash, LowHalf> seen_;
    std::size_t next_ = 0; // the first node that nothing was tried in yet
    unsigned depth_ = 0;
};

} // namespace smh::exhaustive
