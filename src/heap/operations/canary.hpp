// Exact blocks: how many bytes were asked for, and whether anybody has written behind them.
#pragma once

#include "heap/blocks.hpp"

namespace smh::heap {

// Byte by byte, as these bytes were the user's: no library function, which a checker might watch.
inline bool all_are(const unsigned char* begin, std::size_t count, unsigned char value) {
    unsigned char difference = 0;
    for (std::size_t place = 0; place < count; ++place) {
        difference |= static_cast<unsigned char>(begin[place] ^ value);
    }
    return difference == 0;
}

inline void fill(unsigned char* begin, std::size_t count, unsigned char value) {
    for (std::size_t place = 0; place < count; ++place) {
        begin[place] = value;
    }
}

inline std::size_t looked_at(std::size_t slack) {
    return slack < looked_at_slack ? slack : looked_at_slack;
}

inline unsigned char* bytes_at(std::uintptr_t address) {
    return reinterpret_cast<unsigned char*>(address);
}

// Of what lies between a free block's links and its footer, so much is looked at.
inline std::size_t watched_bytes(Units units) {
    constexpr std::size_t most = 32;
    const std::size_t room = units * bytes_per_unit - 2 * word_size - 2 * sizeof(Index);
    return room < most ? room : most;
}

template <class Places>
HalfWord BasicHeap<Places>::canary_mask(Index index, Tag own) const {
    const auto secret = static_cast<HalfWord>(this->secret_.of_canaries);
    return Canary::mask(secret, index, own.units(), own.client());
}

template <class Places>
HalfWord& BasicHeap<Places>::canary_word(Index index, Tag own) const {
    const auto address = static_cast<std::uintptr_t>(address_of(index));
    return *reinterpret_cast<HalfWord*>(address + space_of(own));
}

// What it says; anything where it was overwritten.
template <class Places>
Canary BasicHeap<Places>::canary(Index index, Tag own) const {
    return Canary(canary_word(index, own) ^ canary_mask(index, own));
}

// The byte of the slack is a part of the mask: another one in each block.
template <class Places>
bool BasicHeap<Places>::canary_sound(Index index, Tag own) const {
    const Canary canary = this->canary(index, own);
    const std::size_t space = space_of(own);
    if (!canary.plausible(space) || base::lowest_bit(address_of(index)) < canary.power()) {
        return false;
    }
    const auto slack = static_cast<std::uintptr_t>(address_of(index)) + space - canary.slack();
    return all_are(bytes_at(slack), looked_at(canary.slack()), slack_byte(index, own));
}

template <class Places>
unsigned char BasicHeap<Places>::slack_byte(Index index, Tag own) const {
    return static_cast<unsigned char>(canary_mask(index, own) >> 24);
}

template <class Places>
void BasicHeap<Places>::seal(Address address, Size bytes, Size alignment) {
    if constexpr (exact) {
        const Index index = index_of(address);
        const Tag own = tag(index);
        const std::size_t space = space_of(own);
        const unsigned power = alignment > least_alignment() ? base::lowest_bit(alignment) : 0;
        const Canary canary = Canary::of(space, bytes, power);
        fill(bytes_at(address + space - canary.slack()), looked_at(canary.slack()),
             slack_byte(index, own));
        canary_word(index, own) = canary.word() ^ canary_mask(index, own);
    }
}

// Of a free or parked block: its first bytes behind what would be its links, up to its footer.
template <class Places>
void BasicHeap<Places>::fill_begin([[maybe_unused]] Index index, [[maybe_unused]] Units units) {
    if constexpr (fills_freed) {
        fill(bytes_at(address_of(index) + sizeof(typename Places::Links)), watched_bytes(units),
             freed_byte);
    }
}

template <class Places>
bool BasicHeap<Places>::begin_filled([[maybe_unused]] Index index,
                                     [[maybe_unused]] Units units) const {
    if constexpr (fills_freed) {
        return all_are(bytes_at(address_of(index) + sizeof(typename Places::Links)),
                       watched_bytes(units), freed_byte);
    }
    return true;
}

// How many bytes of an allocated block are the user's.
template <class Places>
auto BasicHeap<Places>::usable_bytes(Index index, Tag own) const -> Size {
    if constexpr (exact) {
        const Canary canary = this->canary(index, own);
        const std::size_t space = space_of(own);
        return canary.plausible(space) ? space - canary.slack() : space;
    }
    return payload_of(own.units()) - (own.aligned() ? Places::alignment_note_size : 0);
}

} // namespace smh::heap
