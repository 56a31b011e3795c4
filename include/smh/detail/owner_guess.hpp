// Which region an address probably belongs to, at the cost of one look: the address space is cut
// into granules, and a small table tells for each, modulo its length, a region that lies there.
//
// A guess may be wrong, also because the table is just being changed: who asks compares the address
// with the region's own bounds, and searches the OwnerTable where it lies outside them. It is right
// but where granules of different regions meet in one place of the table, or regions in one
// granule.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"

namespace smh::detail {

class OwnerGuess {
public:
    std::size_t find(std::uintptr_t address) const noexcept {
        const std::uintptr_t granule = address >> shift_.load(std::memory_order_relaxed);
        return slots_[granule % places].load(std::memory_order_relaxed);
    }

    // Starts anew, one writer at a time, for regions that are `total` bytes together: granules so
    // fine that the table holds all of them once, or that the smallest region has four. Until they
    // are covered all are said to be of `slot`.
    void begin(std::size_t smallest, std::size_t total, unsigned slot) noexcept {
        const std::size_t all_once = std::bit_width(total / places);
        const std::size_t four_each = std::bit_width(smallest / 8);
        shift_.store(static_cast<std::uint8_t>(all_once < four_each ? all_once : four_each),
                     std::memory_order_relaxed);
        for (std::atomic<std::uint8_t>& place : slots_) {
            place.store(static_cast<std::uint8_t>(slot), std::memory_order_relaxed);
        }
    }

    // Says of all granules of a region that they are of `slot`, unless `stays(slot there)`.
    template <class Stays>
    void cover(std::uintptr_t start, std::size_t size, unsigned slot, Stays stays) noexcept {
        const unsigned shift = shift_.load(std::memory_order_relaxed);
        const std::uintptr_t first = start >> shift;
        const std::uintptr_t others = ((start + size - 1) >> shift) - first;
        for (std::uintptr_t granule = 0; granule <= others && granule < places; ++granule) {
            std::atomic<std::uint8_t>& place = slots_[(first + granule) % places];
            if (!stays(place.load(std::memory_order_relaxed))) {
                place.store(static_cast<std::uint8_t>(slot), std::memory_order_relaxed);
            }
        }
    }

private:
    static constexpr std::size_t places =
        std::bit_ceil(config::max_regions) < 32U ? 8 * std::bit_ceil(config::max_regions) : 256;

    std::atomic<std::uint8_t> shift_{0};
    std::atomic<std::uint8_t> slots_[places]{};
};

} // namespace smh::detail
