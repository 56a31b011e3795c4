// Regions that do not hold what their heap notes of them: where that lies instead, and how much
// memory it needs.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "smh/attribute.hpp"

namespace smh {

// Given to Pool::add with a region. No byte of that region is read or written then but by calloc,
// and by a realloc that moves a block: so it may be slow, without power, or out of reach.
struct Metadata {
    // Memory for it, at least metadata_size() bytes from a multiple of metadata_alignment on, which
    // nobody else uses as long as the region is in the pool. What is there before does not matter,
    // but that addresses kept from an earlier table there may pass for blocks: zero it against
    // them.
    std::uintptr_t address = 0;
    std::size_t size = 0;

    // Where this is not empty, a block of the pool with these attributes, which is freed when the
    // region is removed. Then address and size are not looked at.
    AttributeSet from{};

    // Blocks begin at multiples of it and are multiples of it long: a power of two in bytes, from
    // min_granule to max_granule, and at least the region's cache_line.
    std::size_t granule = 64;

    // Whether the region cannot be read and written. Then calloc, and a realloc that would have to
    // move a block from or to there, return null.
    bool untouchable = false;
};

// Where the memory should begin, in bytes. What lies before the first multiple is not used.
inline constexpr std::size_t metadata_alignment = sizeof(void*) == 8 ? 64 : 8;

// In bytes.
inline constexpr std::size_t min_granule = 16;
inline constexpr std::size_t max_granule = std::size_t{2} << 20;

constexpr bool valid_granule(std::size_t granule) {
    return granule >= min_granule && granule <= max_granule && (granule & (granule - 1)) == 0;
}

// A region has at most so many: at 64 bytes nearly 128 GiB, at 4 KiB 8 TiB.
inline constexpr std::uint64_t max_granules = (std::uint64_t{1} << 31) - 4;

// Bytes for a region of `size` bytes in granules of `granule` bytes: 8 for each granule, 24, and
// the control block. That takes an eighth of the table on 64-bit machines, a 32nd on others, but at
// least 344 bytes and at most 16 KiB.
//
// What no size_t holds is its largest value: no machine has such memory.
//
// An entry is not written before the granules that it stands for are used; so where an operating
// system gives memory on the first use, a large table costs little.
constexpr std::size_t metadata_size(std::uint64_t size, std::size_t granule) {
    const std::uint64_t granules = size >> std::countr_zero(granule);
    const std::uint64_t share = granules * 8 / (sizeof(void*) == 8 ? 8 : 32);
    const std::uint64_t control = share < 344 ? 344 : share > 16384 ? 16384 : share;
    const std::uint64_t bytes = (granules + 3) * 8 + (control + 7) / 8 * 8;
    constexpr std::size_t most = ~std::size_t{0};
    return bytes < most ? static_cast<std::size_t>(bytes) : most;
}

} // namespace smh
