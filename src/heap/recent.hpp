// Recent blocks: blocks that were freed lately and wait, as they are, for the next request of
// their size. They are neither merged nor in a list; their neighbours take them for allocated.
//
// Most programs ask again for the sizes that they free. A recent block serves such a request
// without a look at any neighbour: that is the short way of a heap that is large enough to have it.
// What it costs is bounded: each bin of small sizes keeps at most RecentBlocks::depth blocks, and
// all are merged before a request fails. Where memory is scarce none are kept.
//
// Deferred merging with lists for each size is older than this heap: Weinstock and Wulf, "Quick
// Fit: An Efficient Algorithm for Heap Storage Allocation", SIGPLAN Notices 23 (10), 1988.
#pragma once

#include "heap/bins.hpp"
#include "smh/config.hpp"

namespace smh::heap {

// Only where a tag has a check: a block is kept without a look at its neighbours, so its own tag
// must say reliably that it is one.
inline constexpr bool has_recent = !small_machine && config::recent_blocks != 0 && !config::exact;

inline constexpr unsigned recent_precision = max_precision;

// Smaller blocks are kept, in units: below 16 KiB.
inline constexpr Units max_recent_units = 1024;
inline constexpr Bin max_recent_bins = bin_of(max_recent_units, recent_precision);
static_assert(max_recent_bins < 256);

// A heap that is a last resort keeps no recent blocks from where less than 3/8 of it is free until
// half of it is: from there on fragments decide whether a large request can be served.
constexpr Units scarce(Units all) {
    return all / 8 * 3;
}
constexpr Units plenty(Units all) {
    return all / 2;
}

// bin_of for those sizes by a look-up: on some processors the search for the highest bit costs as
// much as a third of a short way. No block has 0 units; that entry is one bin below the first, as
// the smallest request is served by the first.
template <Bin first>
struct RecentBinTable {
    constexpr RecentBinTable() {
        of[0] = first - 1;
        for (Units units = 1; units < max_recent_units; ++units) {
            of[units] = static_cast<std::uint8_t>(bin_of(units, recent_precision));
        }
    }
    std::uint8_t of[max_recent_units]{};
};
// Not inline: its address is a constant then also in a shared library.
template <Bin first>
static constexpr RecentBinTable<first> recent_bin;

// One bin's: how many they are, and where, the one that was freed last at the end. As long as a
// cache line, and where regions begin at one, in one.
struct RecentBlocks {
    static constexpr HalfWord depth = config::recent_blocks;

    HalfWord count;
    HalfWord blocks[15];
};
static_assert(sizeof(RecentBlocks) == 64 && RecentBlocks::depth <= 15);

} // namespace smh::heap
