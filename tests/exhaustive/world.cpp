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

World::World(std::size_t bytes) : memory_(bytes), heap_(heap::Heap::create({memory_.range()})) {
    require(heap_ != nullptr, "no heap fits into so few bytes");
    const heap::Figures figures = heap_->figures();
    first_ = memory_.range().end - figures.capacity;
    largest_ = figures.largest;
}

std::vector<Operation> World::possible() const {
    using Kind = Operation::Kind;
    std::vector<Operation> all;
    for (std::uint8_t size = 0; size < std::size(sizes); ++size) {
        all.push_back({Kind::alloc, 0, size, 0});
        for (std::uint8_t alignment = 0; alignment < std::size(alignments); ++alignment) {
            all.push_back({Kind::aligned_alloc, 0, size, alignment});
        }
    }
    for (std::uint8_t block = 0; block < blocks_.size(); ++block) {
        all.push_back({Kind::free, block, 0, 0});
        for (std::uint8_t size = 0; size < std::size(sizes); ++size) {
            all.push_back({Kind::resize, block, size, 0});
        }
    }
    return all;
}

void World::apply(const Operation& operation) {
    switch (operation.kind) {
    case Operation::Kind::alloc:
        alloc(heap::granule, operation.bytes());
        break;
    case Operation::Kind::aligned_alloc:
        alloc(alignments[operation.alignment], operation.bytes());
        break;
    case Operation::Kind::free:
        free(operation.block);
        break;
    case Operation::Kind::resize:
        resize(operation.block, operation.bytes());
        break;
    }
    check_all();
    heap_->reset_minimum_free(); // a figure of the past, on which nothing hangs
}

Block World::look_at(std::uintptr_t address) const {
    Block block{};
    require(heap_->look_at(address, block) == FreeResult::freed, "a block is none to the heap");
    return block;
}

void World::alloc(std::size_t alignment, std::size_t bytes) {
    const std::size_t free_before = heap_->free_bytes();
    void* const served = heap_->aligned_alloc(alignment, bytes);
    if (served == nullptr) {
        require(heap_->free_bytes() == free_before, "a request that is refused takes memory");
        return check_refusal(alignment, bytes);
    }
    const auto address = reinterpret_cast<std::uintptr_t>(served);
    require(address % alignment == 0, "a block is not at its alignment");
    require(address >= first_ && address < memory_.range().end, "a block lies outside");
    const Block block = look_at(address);
    require(block.usable >= bytes, "a block is too short");
    require(free_before - heap_->free_bytes() == block.footprint, "a block is not what it takes");
    blocks_.insert(std::upper_bound(blocks_.begin(), blocks_.end(), block, by_address), block);
}

// What is refused the figures promise to nobody.
void World::check_refusal(std::size_t alignment, std::size_t bytes) {
    require(alignment > heap::granule || heap_->figures().largest < bytes,
            "a request is refused that the figures promise");
}

void World::free(std::size_t number) {
    const Block block = blocks_[number];
    const std::size_t free_before = heap_->free_bytes();
    require(heap_->free(block.address) == FreeResult::freed, "a block cannot be freed");
    require(heap_->free_bytes() - free_before == block.footprint, "a block does not come back");
    require(config::hardening == config::Hardening::none ||
                heap_->free(block.address) != FreeResult::freed,
            "a block can be freed twice");
    blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(number));
}

void World::resize(std::size_t number, std::size_t bytes) {
    Block& block = blocks_[number];
    const std::size_t alignment = block.alignment;
    const heap::Units units = heap::units_of(bytes, alignment);
    if (heap_->resize_block(block.address, units, alignment)) {
        if constexpr (config::exact) {
            heap_->seal(block.address, bytes, alignment);
        }
        block = look_at(block.address);
        require(block.usable >= bytes, "a resized block is too short");
    }
    require(look_at(block.address).alignment == alignment, "a block loses its alignment");
}

// The heap agrees with itself and with the model.
void World::check_all() {
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
    require(end <= memory_.range().end, "a block reaches beyond the region");
    require(used + heap_->free_bytes() == memory_.range().end - first_, "bytes are lost");
    require(heap_->validate(Depth::full), "the heap is not valid");
}

void World::free_all() {
    while (!blocks_.empty()) {
        free(blocks_.size() / 2);
    }
    require(heap_->all_free() && heap_->figures().largest == largest_, "memory is lost");
    require(heap_->validate(Depth::full), "the heap is not valid when all is free");
}

void World::check_guards() const {
    require(memory_.guards_intact(), "something was written beside the region");
}

void World::save(Snapshot& snapshot) const {
    snapshot.region.assign(memory_.begin(), memory_.begin() + memory_.size());
    snapshot.blocks = blocks_;
}

void World::restore(const Snapshot& snapshot) {
    std::memcpy(memory_.begin(), snapshot.region.data(), snapshot.region.size());
    blocks_ = snapshot.blocks;
}

} // namespace smh::exhaustive
