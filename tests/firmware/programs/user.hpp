// One user of the pool: takes and gives back blocks at random, fills each, and looks whether others
// have left it alone.
#pragma once

#include "check.hpp"
#include "shared_multi_heap.h"

namespace check {

class User {
public:
    // Users with different marks tell their blocks apart.
    constexpr explicit User(std::uint32_t mark)
        : random_(mark), mark_(static_cast<unsigned char>(mark)) {}

    void step(unsigned attribute) {
        Block& block = blocks_[random_.below(slots)];
        if (block.bytes != nullptr) {
            give_back(block);
        } else {
            take(block, attribute);
        }
    }

    void finish() {
        for (Block& block : blocks_) {
            if (block.bytes != nullptr) {
                give_back(block);
            }
        }
    }

    bool whole() const { return whole_; } // as all blocks have been so far
    unsigned taken() const { return taken_; }

private:
    static constexpr unsigned slots = 8;
    static constexpr std::size_t largest = 96;

    struct Block {
        unsigned char* bytes = nullptr;
        std::size_t size = 0;
        unsigned char content = 0;
    };

    void take(Block& block, unsigned attribute) {
        block.size = 1 + random_.below(largest);
        const std::size_t alignment = std::size_t{1} << random_.below(7);
        block.bytes = static_cast<unsigned char*>(
            shared_multi_heap_aligned_alloc(attribute, alignment, block.size));
        if (block.bytes == nullptr) {
            return;
        }
        ++taken_;
        block.content = static_cast<unsigned char>(mark_ + taken_);
        for (std::size_t i = 0; i < block.size; ++i) {
            block.bytes[i] = block.content;
        }
    }

    void give_back(Block& block) {
        for (std::size_t i = 0; i < block.size; ++i) {
            whole_ = whole_ && block.bytes[i] == block.content;
        }
        shared_multi_heap_free(block.bytes);
        block.bytes = nullptr;
    }

    Random random_;
    unsigned char mark_;
    bool whole_ = true;
    unsigned taken_ = 0;
    Block blocks_[slots];
};

} // namespace check
