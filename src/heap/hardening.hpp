// What each level of hardening (config::hardening) adds to a heap.
#pragma once

#include <type_traits>

#include "heap/tag.hpp"
#include "smh/config.hpp"

namespace smh::heap {

// A block is freed only where its own tag says that it is one, and its neighbours say the same.
inline constexpr bool checks_blocks = config::hardening >= config::Hardening::basic;

// A free block is used only where its links, its list's head, its footer and its neighbour agree.
inline constexpr bool checks_lists = config::hardening >= config::Hardening::moderate;

// Links are stored encoded, and freed memory is filled.
inline constexpr bool hides_links = config::hardening >= config::Hardening::full;
inline constexpr bool fills_freed = hides_links;

// After each operation the region is validated.
inline constexpr bool validates_always = config::hardening == config::Hardening::extreme;

// What freed memory is filled with: as two bytes or four an odd number, and no address that is
// likely.
inline constexpr unsigned char freed_byte = 0xDD;
inline constexpr Word freed_word = ~Word{0} / 0xFF * freed_byte;

// What only a heap knows of itself, so that nobody can forge a link or a canary without reading it.
struct Secret {
    Word of_links = 0;
    Word of_canaries = 0;

    // Two words of one, each used for itself.
    static constexpr Secret of(std::uintptr_t seed) {
        return {seed, (seed ^ seed >> word_size * 3) * 0x9E3779B1U};
    }
    Index mask(Index place) const { return static_cast<Index>(of_links) ^ place; }
};
struct NoSecret {
    static constexpr Word of_canaries = 0;

    static constexpr NoSecret of(std::uintptr_t /*seed*/) { return {}; }
    static constexpr Index mask(Index /*place*/) { return 0; }
};
using HeapSecret = std::conditional_t<hides_links, Secret, NoSecret>;

// What a heap has found of itself that does not agree.
enum class Damage : std::uint8_t {
    none,
    tag,            // a tag, or the length at the end of a free block
    list,           // links, the head of a list, or what is kept beside them
    control_block,  // its figures
    overrun,        // a block's canary
    use_after_free, // what freed memory was filled with
    inconsistent,   // validation has found something that no operation has
};

// What is kept for that: the sum of all that never changes in the control block, and what was found
// last, and where.
struct Evidence {
    HalfWord sum = 0;
    mutable HalfWord place = 0;
    mutable Word damage = 0;
};
struct NoEvidence {};
using HeapEvidence = std::conditional_t<checks_lists, Evidence, NoEvidence>;

// Freed blocks that are set aside: how many there are, with those that are just being filled; and
// where they are, the first of them at `oldest`. They are marked as recent.
struct Parking {
    static constexpr unsigned places = config::quarantine == 0 ? 1 : config::quarantine;

    HalfWord parked = 0;
    std::uint16_t waiting = 0;
    std::uint16_t oldest = 0;
    Index blocks[places + places % 2]{}; // whole words
};
struct NoParking {};
using HeapParking = std::conditional_t<config::exact, Parking, NoParking>;

// A part that is kept, where it is. Nobody asks for it elsewhere.
template <class Part, class Kept>
constexpr Part& kept(Kept& member) {
    if constexpr (std::is_same_v<std::remove_const_t<Part>, std::remove_const_t<Kept>>) {
        return member;
    } else {
        __builtin_unreachable();
    }
}

// How much longer a heap's own object is for all this.
inline constexpr std::size_t hardening_size = (hides_links ? sizeof(Secret) : 0) +
                                              (checks_lists ? sizeof(Evidence) : 0) +
                                              (config::exact ? sizeof(Parking) : 0);

} // namespace smh::heap
