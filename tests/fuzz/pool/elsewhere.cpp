#include "elsewhere.hpp"

#include <array>

#include "arena.hpp"

namespace smh::fuzz {

Elsewhere elsewhere_by(Input& input, unsigned number) {
    constexpr std::array<std::size_t, 8> granules{16, 64, 32, 64, 128, 256, 1024, 48};
    const unsigned flags = input.byte();
    Elsewhere elsewhere;
    elsewhere.is_so = (flags & 1U) != 0;
    elsewhere.metadata.granule = granules[flags >> 1 & 7U];
    elsewhere.metadata.untouchable = (flags & 16U) != 0;
    if ((flags & 32U) != 0) {
        elsewhere.metadata.from = AttributeSet::from_bits(1 + input.below(15));
    }
    elsewhere.metadata.address = Arena::begin_of(Arena::metadata_place(number)) + (flags >> 6) * 8;
    return elsewhere;
}

void give_memory(Elsewhere& elsewhere, std::uint64_t size, std::size_t granule) {
    Metadata& metadata = elsewhere.metadata;
    const std::size_t enough = metadata_size(size, granule) + metadata_alignment;
    metadata.size = metadata.address % metadata_alignment == 24 ? enough / 2 : enough;
}

} // namespace smh::fuzz
