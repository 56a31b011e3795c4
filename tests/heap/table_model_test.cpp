// Random histories of a heap with its tags elsewhere, against a model, validated after each step.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "heap/heap.hpp"
#include "support/table_memory.hpp"

namespace smh::heap {
namespace {

constexpr unsigned table_power = 6;

// The live blocks, by address.
class LiveBlocks {
public:
    LiveBlocks(std::uint64_t begin, std::uint64_t end) : begin_(begin), end_(end) {}

    void allocated(std::uint64_t block, std::uint64_t bytes, std::uint64_t alignment) {
        RC_ASSERT(block % std::max(alignment, std::uint64_t{1} << table_power) == 0U);
        RC_ASSERT(block >= begin_ && block + bytes <= end_);
        const auto after = live_.lower_bound(block);
        if (after != live_.end()) {
            RC_ASSERT(block + bytes <= after->first);
        }
        if (after != live_.begin()) {
            RC_ASSERT(std::prev(after)->first + std::prev(after)->second <= block);
        }
        live_[block] = bytes;
    }
    std::uint64_t choose(std::uint64_t which) const {
        return std::next(live_.begin(), static_cast<std::ptrdiff_t>(which % live_.size()))->first;
    }
    std::map<std::uint64_t, std::uint64_t>& live() { return live_; }

private:
    std::uint64_t begin_;
    std::uint64_t end_;
    std::map<std::uint64_t, std::uint64_t> live_;
};

struct TableStep {
    unsigned kind; // of ten
    unsigned size_bits;
    std::uint64_t noise;
    unsigned alignment_bits;
};

class Player {
public:
    Player(std::uint64_t begin, std::uint64_t granules)
        : memory_(begin, granules << table_power, table_power),
          live_blocks_(begin, begin + (granules << table_power)) {
        RC_ASSERT((heap_ != nullptr));
    }

    void play(const TableStep& step, unsigned allocating) {
        if (step.kind < allocating || live_blocks_.live().empty()) {
            alloc(step);
        } else if (step.kind == 9) {
            resize(step);
        } else {
            free(live_blocks_.choose(step.noise));
        }
        RC_ASSERT(heap_->validate(Depth::full));
    }
    void end() {
        while (!live_blocks_.live().empty()) {
            free(live_blocks_.choose(0));
        }
        RC_ASSERT(heap_->figures().free == heap_->figures().capacity);
        RC_ASSERT(heap_->figures().largest == heap_->figures().capacity);
        RC_ASSERT(heap_->validate(Depth::full));
        RC_ASSERT(memory_.guards_intact());
    }

private:
    void alloc(const TableStep& step) {
        const std::uint64_t bytes = 1 + (step.noise & ((std::uint64_t{1} << step.size_bits) - 1));
        const std::uint64_t alignment = std::uint64_t{1} << step.alignment_bits;
        const Index index = heap_->aligned_alloc(alignment, bytes);
        if (index != TableHeap::none) {
            live_blocks_.allocated(heap_->address_of(index), bytes, alignment);
        } else {
            RC_ASSERT(bytes > heap_->figures().largest || alignment > 1U << table_power);
        }
    }
    void resize(const TableStep& step) {
        const std::uint64_t block = live_blocks_.choose(step.noise);
        const std::uint64_t bytes =
            1 + (step.noise >> 20 & ((std::uint64_t{1} << step.size_bits) - 1));
        const std::uint64_t before = live_blocks_.live().at(block);
        live_blocks_.live().erase(block);
        const bool resized = heap_->resize_block(block, heap_->units_for(bytes, 1), 1);
        live_blocks_.allocated(block, resized ? bytes : before, 1);
    }
    void free(std::uint64_t block) {
        live_blocks_.live().erase(block);
        RC_ASSERT(heap_->free(block) == FreeResult::freed);
        RC_ASSERT(heap_->free(block) == FreeResult::double_free);
    }

    test::TableMemory memory_;
    TableHeap* heap_ = TableHeap::create(memory_.span());
    LiveBlocks live_blocks_;
};

// `allocating` of ten steps allocate, so the fill settles at different levels.
void play_table(std::uint64_t granules, unsigned allocating) {
    const auto step = rc::gen::exec([] {
        return TableStep{*rc::gen::inRange(0U, 10U), *rc::gen::inRange(1U, 14U),
                         *rc::gen::inRange(std::uint64_t{0}, ~std::uint64_t{0}),
                         *rc::gen::inRange(0, 4) == 0 ? *rc::gen::inRange(0U, 13U) : 0U};
    });
    const auto steps =
        *rc::gen::container<std::vector<TableStep>>(*rc::gen::inRange(0UL, 400UL), step);
    Player player(std::uint64_t{5} << 49, granules);
    for (const TableStep& each : steps) {
        player.play(each, allocating);
    }
    player.end();
}

RC_GTEST_PROP(TableModel, FewGranules, ()) {
    play_table(*rc::gen::inRange(std::uint64_t{1}, std::uint64_t{40}), 6);
}
RC_GTEST_PROP(TableModel, HalfFull, ()) {
    play_table(1024, 5);
}
RC_GTEST_PROP(TableModel, NearlyFull, ()) {
    play_table(1024, 8);
}
RC_GTEST_PROP(TableModel, ManyGranules, ()) {
    play_table(65536, 7);
}

} // namespace
} // namespace smh::heap
