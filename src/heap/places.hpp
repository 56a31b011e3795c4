// Names of the places in a region. All pointer arithmetic of the heap is here.
#pragma once

#include "heap/hardening.hpp"

namespace smh::heap {

// The begin of the control block, and so of the region. The links of a free block's list are the
// first two half words of its payload.
class Places {
public:
    // What ends every list. On 64-bit machines it is the place of two links that are written and
    // never read, so that a list is changed without asking whether there is a neighbour: a branch
    // is what costs there.
    static constexpr Index none =
        small_machine ? 0 : (16 + (hides_links ? sizeof(Secret) : 0)) / bytes_per_unit;

protected:
    Places(Index end, HeapSecret secret) : end_(end), secret_(secret) {}

    [[gnu::always_inline]] std::uintptr_t start() const {
        return reinterpret_cast<std::uintptr_t>(this);
    }
    // An index is the distance from the region's start in units; on small machines, where an
    // address is no longer than that, it is the address.
    [[gnu::always_inline]] std::uintptr_t address_of(Index index) const {
        return small_machine ? index : start() + index * bytes_per_unit;
    }
    [[gnu::always_inline]] Index index_of(std::uintptr_t address) const {
        return static_cast<Index>(small_machine ? address : (address - start()) / bytes_per_unit);
    }
    // Of the whole region.
    [[gnu::always_inline]] Units length() const { return end_ - index_of(start()); }

    [[gnu::always_inline]] Word& tag_word(Index index) const {
        return *reinterpret_cast<Word*>(address_of(index) - word_size);
    }
    [[gnu::always_inline]] Tag tag(Index index) const { return Tag(tag_word(index)); }
    [[gnu::always_inline]] void set_tag(Index index, Tag tag) { tag_word(index) = tag.word(); }
    // Length of the free block to the left of `index`.
    [[gnu::always_inline]] Word& footer_before(Index index) const {
        return *reinterpret_cast<Word*>(address_of(index) - 2 * word_size);
    }
    [[gnu::always_inline]] Index next(Index index) const {
        return links(index).next ^ secret_.mask(index);
    }
    [[gnu::always_inline]] Index previous(Index index) const {
        return links(index).previous ^ secret_.mask(index);
    }
    [[gnu::always_inline]] void set_next(Index index, Index next) {
        links(index).next = next ^ secret_.mask(index);
    }
    [[gnu::always_inline]] void set_previous(Index index, Index previous) {
        links(index).previous = previous ^ secret_.mask(index);
    }

    // Lies in memory that held the user's objects before and will again.
    struct [[gnu::may_alias]] Links {
        Index next;
        Index previous;
    };
    [[gnu::always_inline]] Links& links(Index index) const {
        return *reinterpret_cast<Links*>(address_of(index));
    }

    Index first_ = 0;
    Index end_;
    [[no_unique_address]] HeapSecret secret_;
};

} // namespace smh::heap
