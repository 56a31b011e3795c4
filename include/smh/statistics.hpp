// What is known of a region, of the regions of an attribute, or of all: in bytes, where a block
// counts with its tag.
#pragma once

#include <cstddef>

namespace smh {

// Of one region all are taken at the same moment and exact. Of several they are the sums of the
// regions' own, taken one after the other, but for `largest`, which is the largest of them: so
// `peak` is then no less than what really was used at one moment, and `minimum_free` no more than
// what was free.
//
// Regions of addresses may be larger than a size_t can say. What it cannot is its largest value.
struct Statistics {
    std::size_t capacity = 0;     // what the blocks share: regions without the control blocks
    std::size_t used = 0;         // in allocated blocks
    std::size_t free = 0;         // capacity - used
    std::size_t largest = 0;      // largest request that would be served now
    std::size_t peak = 0;         // highest `used` since the region came, or since reset
    std::size_t minimum_free = 0; // capacity - peak
    std::size_t blocks = 0;       // allocated now
    std::size_t allocations = 0;  // requests served so far
    std::size_t failures = 0;     // requests that no region could serve, with each that was asked

    // How much of what is free no single request could be given, in thousandths:
    // (free - largest) / free; 0 where nothing is free.
    constexpr unsigned fragmentation() const noexcept {
        const std::size_t split = free > largest ? free - largest : 0;
        return free != 0 ? static_cast<unsigned>(per_mille(split)) : 0;
    }

    constexpr void add(const Statistics& other) noexcept {
        capacity = sum(capacity, other.capacity);
        used = sum(used, other.used);
        free = sum(free, other.free);
        largest = largest > other.largest ? largest : other.largest;
        peak = sum(peak, other.peak);
        minimum_free = sum(minimum_free, other.minimum_free);
        blocks += other.blocks;
        allocations += other.allocations;
        failures += other.failures;
    }

private:
    static constexpr std::size_t sum(std::size_t one, std::size_t other) noexcept {
        return other <= ~std::size_t{0} - one ? one + other : ~std::size_t{0};
    }
    // Neither product nor quotient overflows, however much is free.
    constexpr std::size_t per_mille(std::size_t part) const noexcept {
        constexpr std::size_t thousand = 1000;
        return free < ~std::size_t{0} / thousand ? part * thousand / free
                                                 : part / (free / thousand);
    }
};

} // namespace smh
