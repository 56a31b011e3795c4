#include "world.hpp"

#include <algorithm>
#include <cstring>

namespace smh::exhaustive {

using heap::Block;
using heap::FreeResult;

namespace {

void require(bool holds, const char* what) {
    if (!holds) {
        throw Broken(what);
    }
}

bool by_address(const Block& one, const Block& other) {
    return one.address < other.address;
}

} // namespace

template <class Ground>
World<Ground>::World(std::size_t bytes) : ground_(bytes), heap_(ground_.create()) {
    require(heap_ != nullptr, "no heap fits into so few bytes");
    const heap::Figures figures = heap_->figures();
    first_ = ground_.end() - figures.capacity;
    largest_ = figures.largest;
}

template <class Ground>
std::vector<Operation> World<Ground>::possible() const {
    using Kind = Operation::Kind;
    std::vector<Operation> all;
    const auto add = [&all](Kind kind, std::size_t block, std::size_t bytes,
                            std::size_t alignment) {
        all.push_back({kind, static_cast<std::uint8_t>(block), static_cast<std::uint16_t>(bytes),
                       static_cast<std::uint16_t>(alignment)});
    };
    for (const std::size_t bytes : Ground::sizes) {
        add(Kind::alloc, 0, bytes, Ground::granule);
        for (const std::size_t alignment : {4 * Ground::granule, 16 * Ground::granule}) {
            add(Kind::aligned_alloc, 0, bytes, alignment);
        }
    }
    for (std::size_t block = 0; block < blocks_.size(); ++block) {
        add(Kind::free, block, 0, 0);
        for (const std::size_t bytes : Ground::sizes) {
            add(Kind::resize, block, bytes, 0);
        }
    }
    return all;
}

template <class Ground>
void World<Ground>::apply(const Operation& operation) {
    switch (operation.kind) {
    case Operation::Kind::alloc:
    case Operation::Kind::aligned_alloc:
        alloc(operation.alignment, operation.bytes);
        break;
    case Operation::Kind::free:
        free(operation.block);
        break;
    case Operation::Kind::resize:
        resize(operation.block, operation.bytes);
        break;
    }
    check_all();
    heap_->reset_minimum_free(); // a figure of the past, on which nothing hangs
}

template <class Ground>
Block World<Ground>::look_at(std::uintptr_t address) const {
    Block block{};
    require(heap_->look_at(address, block) == FreeResult::freed, "a block is none to the heap");
    return block;
}

template <class Ground>
void World<Ground>::alloc(std::size_t alignment, std::size_t bytes) {
    const std::size_t free_before = heap_->free_bytes();
    const std::uintptr_t address =
        Ground::address_of(*heap_, heap_->aligned_alloc(alignment, bytes));
    if (address == 0) {
        require(heap_->free_bytes() == free_before, "a request that is refused takes memory");
        return check_refusal(alignment, bytes);
    }
    require(address % alignment == 0, "a block is not at its alignment");
    require(address >= first_ && address < ground_.end(), "a block lies outside");
    const Block block = look_at(address);
    require(block.usable >= bytes, "a block is too short");
    require(free_before - heap_->free_bytes() == block.footprint, "a block is not what it takes");
    blocks_.insert(std::upper_bound(blocks_.begin(), blocks_.end(), block, by_address), block);
}

// What is refused the figures promise to nobody.
template <class Ground>
void World<Ground>::check_refusal(std::size_t alignment, std::size_t bytes) {
    require(alignment > Ground::granule || heap_->figures().largest < bytes,
            "a request is refused that the figures promise");
}

template <class Ground>
void World<Ground>::free(std::size_t number) {
    const Block block = blocks_[number];
    const std::size_t free_before = heap_->free_bytes();
    require(heap_->free(block.address) == FreeResult::freed, "a block cannot be freed");
    require(heap_->free_bytes() - free_before == block.footprint, "a block does not come back");
    require(config::hardening == config::Hardening::none ||
                heap_->free(block.address) != FreeResult::freed,
            "a block can be freed twice");
    blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(number));
}

template <class Ground>
void World<Ground>::resize(std::size_t number, std::size_t bytes) {
    Block& block = blocks_[number];
    const std::size_t alignment = block.alignment;
    const heap::Units units = heap_->units_for(bytes, alignment);
    if (heap_->resize_block(block.address, units, alignment)) {
        if constexpr (Heap::exact) {
            heap_->seal(block.address, bytes, alignment);
        }
        block = look_at(block.address);
        require(block.usable >= bytes, "a resized block is too short");
    }
    require(look_at(block.address).alignment == alignment, "a block loses its alignment");
}

// The heap agrees with itself and with the model.
template <class Ground>
void World<Ground>::check_all() {
    std::size_t used = 0;
    std::uintptr_t end = first_;
    for (const Block& block : blocks_) {
        const Block found = look_at(block.address);
        require(found.footprint == block.footprint && found.usable == block.usable,
                "a block has changed");
        require(block.address >= end, "blocks overlap");
        used += block.footprint;
        end = block.address + block.footprint;
    }
    require(end <= ground_.end(), "a block reaches beyond the region");
    require(used + heap_->free_bytes() == ground_.end() - first_, "bytes are lost");
    require(heap_->validate(Depth::full), "the heap is not valid");
}

template <class Ground>
void World<Ground>::free_all() {
    while (!blocks_.empty()) {
        free(blocks_.size() / 2);
    }
    require(heap_->all_free() && heap_->figures().largest == largest_, "memory is lost");
    require(heap_->validate(Depth::full), "the heap is not valid when all is free");
}

template <class Ground>
void World<Ground>::check_guards() const {
    require(ground_.guards_intact(), "something was written beside the heap's memory");
}

template <class Ground>
void World<Ground>::save(Snapshot& snapshot) const {
    const std::span<unsigned char> memory = ground_.memory();
    snapshot.memory.assign(memory.begin(), memory.end());
    snapshot.blocks = blocks_;
}

template <class Ground>
void World<Ground>::restore(const Snapshot& snapshot) {
    std::memcpy(ground_.memory().data(), snapshot.memory.data(), snapshot.memory.size());
    blocks_ = snapshot.blocks;
}

template class World<InsideGround>;
template class World<TableGround>;

} // namespace smh::exhaustive
