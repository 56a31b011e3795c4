// The blocks that are allocated, as the model knows them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>

namespace smh::fuzz {

struct Block {
    std::size_t usable = 0;    // bytes, all of which hold the pattern of the seed
    std::size_t alignment = 0; // that was asked for
    std::size_t kept = 0;      // that it may keep when it is resized: also that of a cache line
    unsigned place = 0;
    unsigned client = 0; // its number in the pool, or 0
    std::uint64_t seed = 0;
    bool holds = true; // the pattern: not where it cannot be read, nor what the pool has itself
    bool lent = false; // to the pool, for the metadata of a region
};

class Blocks {
public:
    using Live = std::map<std::uintptr_t, Block>;

    // A new block: at its alignment, and apart from all others. Its bytes get a pattern.
    void add(void* address, Block block);

    // Does it still have the bytes that it got?
    void check(const void* address) const;

    Block forget(void* address);

    // Any one that is not lent, or one that was freed lately and is none now; null where there is
    // none.
    void* choose(unsigned which) const;
    void* choose_freed(unsigned which) const;

    // The one that an address lies in, or the end of live().
    Live::const_iterator around(const void* address) const;

    const Block& at(const void* address) const;
    bool has(const void* address) const;
    const Live& live() const { return live_; }
    bool empty() const { return live_.empty(); }
    bool any_in(unsigned place) const;

private:
    Live live_;
    std::array<void*, 16> freed_{};
    unsigned frees_ = 0;
    std::uint64_t seeds_ = 0;
};

} // namespace smh::fuzz
