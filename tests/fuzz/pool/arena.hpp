// Memory for regions: places with gaps between them, all mapped a second time elsewhere, and places
// for the metadata of regions that do not hold their own. The places
// have the same addresses in each run, so that an input always does the same.
//
// AddressSanitizer stops whoever touches a gap, or a place that is not open.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smh::fuzz {

class Arena {
public:
    static constexpr unsigned places = 6;
    static constexpr unsigned metadata_places = 9;
    static constexpr std::size_t place_size = 65536 + 64;

    // From a byte to the same byte where the memory is mapped the second time.
    static constexpr std::uintptr_t alias_offset = std::uintptr_t{1} << 32;

    // The one that there is, with all places closed.
    static Arena& closed();

    static std::uintptr_t begin_of(unsigned place) { return base + place * distance; }

    static unsigned metadata_place(unsigned number) { return places + number; }

    void fill(unsigned place);
    void open(std::uintptr_t address, std::size_t size);
    void close(unsigned place);

private:
    Arena();

    static constexpr std::uintptr_t base = std::uintptr_t{0x2000} << 32;
    static constexpr std::size_t distance = 2 * 65536;
    static constexpr std::size_t size = (places + metadata_places) * distance;
};

} // namespace smh::fuzz
