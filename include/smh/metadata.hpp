// How much memory the tags of a region need where they do not lie in the region itself.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smh {

// Where such memory should begin, in bytes. What lies before the first multiple is not used.
inline constexpr std::size_t metadata_alignment = sizeof(void*) == 8 ? 64 : 8;

// Granules: powers of two from 16 bytes to 2 MiB.
inline constexpr std::size_t min_granule = 16;
inline constexpr std::size_t max_granule = std::size_t{2} << 20;

// A region has at most so many granules: at 64 bytes that is 128 GiB, at 4 KiB 8 TiB.
inline constexpr std::uint64_t max_granules = (std::uint64_t{1} << 31) - 4;

// Bytes for a region of `size` bytes in granules of `granule` bytes: 8 for each granule, 24, and
// the control block, which is a 34th of the table, but at least 344 bytes and at most 16 KiB.
//
// The memory behind the table's first entry is not written before the granules that it stands for
// are used; so where an operating system gives memory on the first use, a large table costs little.
constexpr std::size_t metadata_size(std::uint64_t size, std::size_t granule) {
    const std::uint64_t granules = size / granule;
    const std::uint64_t share = granules * 8 / 34;
    const std::uint64_t control = share < 344 ? 344 : share > 16384 ? 16384 : share;
    return static_cast<std::size_t>((granules + 3) * 8 + (control + 7) / 8 * 8);
}

} // namespace smh
