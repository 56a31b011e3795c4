#include "anatomy.hpp"

#include <algorithm>
#include <bit>

#include "heap/blocks.hpp"

namespace smh::corruption {

const char* name_of(Kind kind) {
    constexpr const char* names[kinds] = {
        "tag: length", "tag: flags",    "tag: client",   "tag: check",     "tag: kind",
        "footer",      "next link",     "previous link", "bin head",       "bitmap",
        "largest bin", "recent: count", "recent: entry", "recent: unused", "parked blocks",
        "constants",   "free units",    "minimum free",  "settings",       "walks",
        "evidence",    "end of lists",  "padding",       "alignment note", "filled slack",
        "canary",      "freed, filled", "stale entry"};
    return names[static_cast<std::size_t>(kind)];
}

} // namespace smh::corruption

namespace smh::heap {

using corruption::Kind;
using corruption::Part;

// A friend of the heap. Its functions are templates so that what a level or a machine has not is
// not looked for.
struct Anatomy {
    std::vector<Part>& parts;

    void add(Kind kind, std::uintptr_t address, std::size_t bytes) {
        parts.push_back({kind, address, 0, static_cast<unsigned>(8 * bytes)});
    }
    template <class Object>
    void add(Kind kind, const Object& object) {
        add(kind, reinterpret_cast<std::uintptr_t>(&object), sizeof(Object));
    }

    template <class AnyHeap>
    void object(const AnyHeap& heap) {
        add(Kind::constants, heap.first_);
        add(Kind::constants, heap.end_);
        add(Kind::constants, heap.recent_bins_);
        add(Kind::free_units, heap.free_units_);
        add(Kind::minimum_free, heap.minimum_free_units_);
        add(Kind::settings, heap.recent_cursor_);
        add(Kind::settings, heap.last_resort_);
        add(Kind::settings, heap.keeps_none_);
        add(Kind::settings, heap.keeping_units_);
        add(Kind::settings, heap.keeping_bytes_);
        add(Kind::walks, heap.walks_);
        add(Kind::walks, heap.disturbed_walks_);
        add(Kind::walks, heap.cursors_);
        if constexpr (AnyHeap::fills_freed) {
            add(Kind::constants, heap.secret_);
        }
        if constexpr (AnyHeap::tags_hold_links) {
            add(Kind::constants, heap.origin_);
            add(Kind::constants, heap.table_);
            add(Kind::constants, heap.power_);
        }
        if constexpr (checks_lists) {
            add(Kind::constants, heap.evidence().sum);
            add(Kind::evidence, heap.evidence().place);
            add(Kind::evidence, heap.evidence().damage);
        }
        if constexpr (AnyHeap::exact) {
            add(Kind::parked, heap.parking());
        }
    }

    template <class AnyHeap>
    void lists(const AnyHeap& heap) {
        if constexpr (AnyHeap::small) {
            add(Kind::constants, heap.looks_);
            add(Kind::bitmap, heap.filled_);
            for (Bin bin = AnyHeap::first_bin; bin < heap.bins(); ++bin) {
                add(Kind::bin_head, heap.before_first(bin), sizeof(Index));
            }
        } else {
            add(Kind::constants, heap.scale_);
            add(Kind::constants, heap.heads_offset_);
            add(Kind::largest_bin, heap.largest_bin_);
            end_of_lists(heap);
            for (Bin number = 0; number < AnyHeap::bitmap_words(heap.bins()); ++number) {
                add(Kind::bitmap, heap.bitmap_word(number));
            }
            for (Bin bin = AnyHeap::first_bin; bin < heap.bins(); ++bin) {
                add(Kind::bin_head, heap.head(bin));
            }
        }
    }

    template <class AnyHeap>
    void recent(const AnyHeap& heap) {
        for (Bin bin = AnyHeap::first_recent_bin; has_recent && bin < heap.recent_bins_; ++bin) {
            const RecentBlocks& recent = heap.recent_blocks(bin);
            add(Kind::recent_count, recent.count);
            for (HalfWord place = 0; place < std::size(recent.blocks); ++place) {
                add(place < recent.count ? Kind::recent_entry : Kind::recent_rest,
                    recent.blocks[place]);
            }
        }
    }

    template <class AnyHeap>
    void end_of_lists(const AnyHeap& heap) {
        if constexpr (AnyHeap::tags_hold_links) {
            add(Kind::none, heap.tag_word(AnyHeap::none));
        } else {
            add(Kind::none, heap.none_);
        }
    }

    // Each bit of a word by its own meaning.
    template <class AnyWord, class KindOfBit>
    void word(const AnyWord& word, KindOfBit kind_of_bit) {
        for (unsigned bit = 0; bit < 8 * sizeof word; ++bit) {
            const auto address = reinterpret_cast<std::uintptr_t>(&word) + bit / 8;
            parts.push_back({kind_of_bit(bit), address, bit % 8, 1});
        }
    }
    template <class AnyHeap>
    void tag(const AnyHeap& heap, Index index) {
        const bool holds_links =
            AnyHeap::tags_hold_links && heap.tag(index).free() && heap.tag(index).units() == 1;
        word(heap.tag_word(index), [&](unsigned bit) {
            return holds_links
                       ? kind_of_links_bit(bit)
                       : kind_of_tag_bit(typename AnyHeap::Tag(std::uint64_t{1} << bit), bit);
        });
    }
    static Kind kind_of_tag_bit(Tag flipped, unsigned bit) {
        if (flipped.units() != 0) {
            return Kind::tag_length;
        }
        if (flipped.client() != 0) {
            return Kind::tag_client;
        }
        return !small_machine && bit >= 36 ? Kind::tag_check : Kind::tag_flags;
    }
    static Kind kind_of_tag_bit(TableTag flipped, unsigned bit) {
        if (!flipped.is_tag()) {
            return Kind::tag_kind;
        }
        if (flipped.units() != 0) {
            return Kind::tag_length;
        }
        if (flipped.client() != 0) {
            return Kind::tag_client;
        }
        if (flipped.power() != 0) {
            return Kind::alignment_note;
        }
        return bit > 48 ? Kind::tag_check : Kind::tag_flags;
    }
    static Kind kind_of_links_bit(unsigned bit) {
        return bit % 32 == 31 ? Kind::tag_kind : bit < 32 ? Kind::next_link : Kind::previous_link;
    }

    template <class AnyHeap>
    void free_block(const AnyHeap& heap, Index index, Units units) {
        if constexpr (AnyHeap::tags_hold_links) {
            free_entries(heap, index, units);
        } else {
            add(Kind::next_link, heap.links(index).next);
            add(Kind::previous_link, heap.links(index).previous);
            add(Kind::footer, heap.footer_before(index + units));
            filling(heap, index, units);
        }
    }
    // Behind the tag, which has them itself where there is no more.
    void free_entries(const TableHeap& heap, Index index, Units units) {
        if (units > 1) {
            word(heap.tag_word(index + 1), kind_of_links_bit);
        }
        if (units > 2) {
            add(Kind::footer, heap.tag_word(index + units - 1));
            stale(heap, index + 2, index + units - 1);
        }
    }
    // The first, the last, and one between.
    void stale(const TableHeap& heap, Index begin, Index end) {
        for (Index index = begin; index < end; index += std::max((end - 1 - begin) / 2, 1U)) {
            add(Kind::stale, heap.tag_word(index));
        }
    }
    template <class AnyHeap>
    void filling(const AnyHeap& heap, Index index, Units units) {
        const std::size_t room = units * bytes_per_unit - 2 * word_size - 2 * sizeof(Index);
        if (AnyHeap::fills_freed) {
            add(Kind::filling, heap.address_of(index) + 2 * sizeof(Index),
                std::min<std::size_t>(room, 32));
        }
    }
    template <class AnyHeap>
    void allocated_block(const AnyHeap& heap, Index index, typename AnyHeap::Tag own) {
        if constexpr (AnyHeap::tags_hold_links) {
            stale(heap, index + 1, index + own.units());
        } else if constexpr (AnyHeap::exact) {
            const std::size_t slack = heap.canary(index, own).slack();
            const auto canary = reinterpret_cast<std::uintptr_t>(&heap.canary_word(index, own));
            add(Kind::canary, canary, canary_size);
            add(Kind::slack, canary - slack, std::min(slack, looked_at_slack));
        } else if (own.aligned()) {
            add(Kind::alignment_note, heap.alignment_note(index, own.units()));
        }
    }

    template <class AnyHeap>
    void blocks(const AnyHeap& heap) {
        for (Index index = heap.first_; index != heap.end_; index += heap.tag(index).units()) {
            const auto own = heap.tag(index);
            tag(heap, index);
            if (own.free()) {
                free_block(heap, index, own.units());
            } else if (own.recent() && !AnyHeap::tags_hold_links) {
                filling(heap, index, own.units());
            } else {
                allocated_block(heap, index, own);
            }
        }
        tag(heap, heap.end_);
    }

    // What is left of the control block.
    template <class AnyHeap>
    void padding(const AnyHeap& heap) {
        const auto end = reinterpret_cast<std::uintptr_t>(&heap.tag_word(heap.first_));
        std::vector<bool> known(end - heap.start());
        for (const Part& part : parts) {
            for (std::uintptr_t at = part.address; at < part.address + part.bits / 8; ++at) {
                if (at < end) {
                    known[at - heap.start()] = true;
                }
            }
        }
        for (std::size_t at = 0; at < known.size(); ++at) {
            if (!known[at]) {
                add(Kind::padding, heap.start() + at, 1);
            }
        }
    }
};

} // namespace smh::heap

namespace smh::corruption {

template <class AnyHeap>
std::vector<Part> all_parts_of(const AnyHeap& heap) {
    std::vector<Part> parts;
    heap::Anatomy anatomy{parts};
    anatomy.object(heap);
    anatomy.lists(heap);
    anatomy.recent(heap);
    anatomy.blocks(heap);
    anatomy.padding(heap);
    return parts;
}

std::vector<Part> parts_of(const heap::Heap& heap) {
    return all_parts_of(heap);
}
std::vector<Part> parts_of(const heap::TableHeap& heap) {
    return all_parts_of(heap);
}

} // namespace smh::corruption
