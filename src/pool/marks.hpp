// What memory checkers are told of a region: its blocks are the user's, exactly as many bytes as
// were asked for; all else of it nobody may touch.
//
// They know addresses, not memory. So a region that is mapped twice is marked in both mappings. But
// memcheck would not learn that what is written in one can be read in the other: there all bytes of
// a block count as written.
#pragma once

#include "base/asan.hpp"
#include "base/memcheck.hpp"
#include "smh/region.hpp"

namespace smh::marks {

inline constexpr bool any = config::asan || config::valgrind;

inline bool mapped_twice(const Region& region) {
    return config::aliases && region.alias_offset != 0;
}

inline void open(const Region& region, std::uintptr_t begin, std::size_t size) {
    base::asan::open(begin, size);
    if (mapped_twice(region)) {
        base::asan::open(begin + region.alias_offset, size);
        base::memcheck::define(begin, size);
        base::memcheck::define(begin + region.alias_offset, size);
    }
}

inline void close(const Region& region, std::uintptr_t begin, std::size_t size) {
    base::asan::close(begin, size);
    base::memcheck::close(begin, size);
    if (mapped_twice(region)) {
        base::asan::close(begin + region.alias_offset, size);
        base::memcheck::close(begin + region.alias_offset, size);
    }
}

// A region is the user's before it is added, and when it has left, with all that was in it.
inline void added(const Region& region) {
    close(region, region.address, region.size);
    base::asan::hold_pointers(region.address, region.size);
}
inline void removed(const Region& region) {
    base::asan::hold_none(region.address, region.size);
    open(region, region.address, region.size);
    base::memcheck::define(region.address, region.size);
}

inline void allocated(const Region& region, std::uintptr_t block, std::size_t bytes) {
    base::memcheck::allocated(block, bytes);
    open(region, block, bytes);
}

// `bytes` are all that the block has, with what lies behind the user's.
inline void freed(const Region& region, std::uintptr_t block, std::size_t bytes) {
    base::memcheck::freed(block);
    close(region, block, bytes);
}

// No byte that stays the user's is closed for a moment: another thread may just be reading it.
inline void resized(const Region& region, std::uintptr_t block, std::size_t before,
                    std::size_t bytes) {
    base::memcheck::resized(block, before, bytes);
    if (bytes > before) {
        open(region, block + before, bytes - before);
    } else {
        close(region, block + bytes, before - bytes);
    }
}

// A block may be longer than it was after the repair of its region.
inline void repaired(const Region& region, std::uintptr_t block, std::size_t bytes) {
    open(region, block, bytes);
    base::memcheck::define(block, bytes);
}

} // namespace smh::marks
