// The regions that a pool has from an upstream, by their numbers there.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <new>

#include "smh/config.hpp"

namespace smh::detail {

// What regions begin at multiples of: a page, which upstreams that map memory give anyway.
inline constexpr std::size_t region_alignment = 4096;

// So many bytes that a new region serves the request: beside the block it holds a control block of
// at most 3 %, the tags, and what lies before an aligned address; and a block is found for sure
// only where it is a step of its bins (1/32) longer than asked for.
// Too large for any region: the largest size_t.
constexpr std::size_t region_size_for(std::size_t alignment, std::size_t bytes) noexcept {
    constexpr std::size_t most = SIZE_MAX / 16;
    if (bytes > most || alignment > most) {
        return SIZE_MAX;
    }
    const std::size_t size = bytes + bytes / 8 + 2 * alignment + 1024;
    return (size + region_alignment - 1) / region_alignment * region_alignment;
}

// Where it throws, null.
inline void* allocate_or_null(std::pmr::memory_resource& upstream, std::size_t bytes,
                              std::size_t alignment) noexcept {
#ifdef __cpp_exceptions
    try {
        return upstream.allocate(bytes, alignment);
    } catch (...) {
        return nullptr;
    }
#else
    return upstream.allocate(bytes, alignment);
#endif
}

struct GrownRegion {
    void* memory = nullptr; // null where the region of this number is none of these
    std::size_t size = 0;
};

// Which they are is guarded by the mutex of who has them; the counts are not. A count is only a
// hint: that a region is empty is what the pool finds when it is to leave.
class GrownRegions {
public:
    void count_allocated(int number) noexcept {
        counts_[static_cast<std::size_t>(number)].fetch_add(1, std::memory_order_relaxed);
    }

    // Was it the last block of a region of these?
    bool count_freed(int number) noexcept {
        if (number < 0) {
            return false; // no block: the pool has said so
        }
        const auto place = static_cast<std::size_t>(number);
        return counts_[place].fetch_sub(1, std::memory_order_relaxed) == 1 &&
               is_grown_[place].load(std::memory_order_relaxed);
    }

    // From here on with the mutex held.
    void add(int number, void* memory, std::size_t size) noexcept {
        const auto place = static_cast<std::size_t>(number);
        regions_[place] = {memory, size};
        is_grown_[place].store(true, std::memory_order_relaxed);
        bytes_ += size;
    }

    void remove(unsigned number) noexcept {
        is_grown_[number].store(false, std::memory_order_relaxed);
        bytes_ -= regions_[number].size;
        regions_[number] = {};
    }

    GrownRegion at(unsigned number) const noexcept { return regions_[number]; }
    std::size_t bytes() const noexcept { return bytes_; }

    bool seems_empty(unsigned number) const noexcept {
        return counts_[number].load(std::memory_order_relaxed) == 0;
    }

private:
    std::array<GrownRegion, config::max_regions> regions_{};
    std::array<std::atomic<std::size_t>, config::max_regions> counts_{};
    std::array<std::atomic<bool>, config::max_regions> is_grown_{};
    std::size_t bytes_ = 0;
};

} // namespace smh::detail
