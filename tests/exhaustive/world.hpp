// A heap in a region, and the trivial model that it must agree with: which blocks there are, where,
// and how long.
#pragma once

#include <span>
#include <stdexcept>
#include <vector>

#include "ground.hpp"
#include "operation.hpp"

namespace smh::exhaustive {

struct Broken : std::runtime_error {
    using runtime_error::runtime_error;
};

// All that a world was at some moment.
struct Snapshot {
    std::vector<unsigned char> memory;
    std::vector<heap::Block> blocks;
};

template <class Ground>
class World {
    using Heap = typename Ground::Heap;

public:
    explicit World(std::size_t bytes);

    std::vector<Operation> possible() const;

    // Throws Broken where the heap does what it must not.
    void apply(const Operation& operation);
    // Frees all blocks: then all memory must be back. What the world was is lost.
    void free_all();

    // Nothing has been written beside the heap's memory so far. Takes longer than all else.
    void check_guards() const;

    void save(Snapshot& snapshot) const;
    void restore(const Snapshot& snapshot);

    // Of all the heap knows, but not of what is in the blocks, nor what was there before.
    std::span<const std::uint64_t> canonical();

private:
    void alloc(std::size_t alignment, std::size_t bytes);
    void free(std::size_t number);
    void resize(std::size_t number, std::size_t bytes);
    heap::Block look_at(std::uintptr_t address) const;
    void check_refusal(std::size_t alignment, std::size_t bytes);
    void check_all();
    void add_control_block();
    void add(std::uintptr_t address, std::size_t bytes);

    Ground ground_;
    Heap* heap_;
    std::uintptr_t first_;
    std::size_t largest_;             // request that the new heap serves
    std::vector<heap::Block> blocks_; // that are allocated, by address
    std::vector<std::uint64_t> canonical_;
};

} // namespace smh::exhaustive
