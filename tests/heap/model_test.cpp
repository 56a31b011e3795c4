// Random histories against a reference model, with a full validation after each step.
#include "heap/heap.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <map>

#include "support/heap_blocks.hpp"
#include "support/memory.hpp"

namespace smh::heap {
namespace {

// What a heap promises, kept the simplest way: the live blocks, sorted by address.
class Model {
public:
    explicit Model(base::Range range) : range_(range) {}

    void allocated(void* block, std::size_t bytes, std::size_t alignment) {
        const auto begin = reinterpret_cast<std::uintptr_t>(block);
        RC_ASSERT(begin % std::max(alignment, alignof(std::max_align_t)) == 0U);
        RC_ASSERT(begin >= range_.begin && begin + bytes <= range_.end);
        const auto after = live_.lower_bound(begin);
        RC_ASSERT(after == live_.end() || begin + bytes <= after->first);
        if (after != live_.begin()) {
            const auto before = std::prev(after);
            RC_ASSERT(before->first + before->second.bytes <= begin);
        }
        const unsigned char pattern = ++last_pattern_;
        std::memset(block, pattern, bytes);
        live_[begin] = {bytes, pattern};
    }

    std::uintptr_t choose(std::size_t which) const {
        return std::next(live_.begin(), static_cast<std::ptrdiff_t>(which % live_.size()))->first;
    }

    void check_and_forget(std::uintptr_t begin) {
        const Block& block = live_.at(begin);
        const auto* const bytes = reinterpret_cast<const unsigned char*>(begin);
        RC_ASSERT(std::all_of(bytes, bytes + block.bytes,
                              [&](unsigned char byte) { return byte == block.pattern; }));
        live_.erase(begin);
    }

    bool empty() const { return live_.empty(); }

private:
    struct Block {
        std::size_t bytes;
        unsigned char pattern;
    };

    base::Range range_;
    std::map<std::uintptr_t, Block> live_;
    unsigned char last_pattern_ = 0;
};

struct Step {
    bool allocate;
    unsigned size_bits;
    std::size_t noise;
    unsigned alignment_bits;
};

// Figures merge recent blocks, so a heap that is asked for them before each step is another one
// than a heap that is not.
enum class Figured { always, never };

void play(std::size_t region_size, std::size_t offset, const std::vector<Step>& steps,
          Figured figured = Figured::always) {
    const test::Memory memory(region_size, offset);
    Heap* const heap = Heap::create({memory.range()});
    RC_ASSERT((heap != nullptr));
    const Figures fresh = heap->figures();
    Model model(memory.range());

    for (const Step& step : steps) {
        if (step.allocate || model.empty()) {
            const std::size_t bytes = 1 + (step.noise & ((std::size_t{1} << step.size_bits) - 1));
            const std::size_t alignment = std::size_t{1} << step.alignment_bits;
            const bool before = figured == Figured::always;
            const std::size_t largest = before ? heap->figures().largest : region_size;
            void* const block = heap->aligned_alloc(alignment, bytes);
            if (block != nullptr) {
                RC_ASSERT(bytes <= largest);
                model.allocated(block, bytes, alignment);
            } else {
                RC_ASSERT(bytes > (before ? largest : heap->figures().largest) ||
                          alignment > granule);
            }
        } else {
            const std::uintptr_t block = model.choose(step.noise);
            model.check_and_forget(block);
            RC_ASSERT(free_block(*heap, block) == FreeResult::freed);
            RC_ASSERT(free_block(*heap, block) == FreeResult::double_free);
        }
        RC_ASSERT(heap->validate(Depth::full));
    }
    while (!model.empty()) {
        const std::uintptr_t block = model.choose(0);
        model.check_and_forget(block);
        RC_ASSERT(free_block(*heap, block) == FreeResult::freed);
    }
    RC_ASSERT(heap->validate(Depth::full));
    RC_ASSERT(heap->figures().free == fresh.free);
    RC_ASSERT(heap->figures().largest == fresh.largest);
    RC_ASSERT(memory.guards_intact());
}

// `bias` out of ten steps allocate, so the fill settles at different levels.
std::vector<Step> steps_with(int bias) {
    const auto step = rc::gen::exec([bias] {
        return Step{*rc::gen::inRange(0, 10) < bias, *rc::gen::inRange(1U, 14U),
                    *rc::gen::inRange(std::size_t{0}, ~std::size_t{0}),
                    *rc::gen::inRange(0, 4) == 0 ? *rc::gen::inRange(0U, 13U) : 0U};
    });
    return *rc::gen::container<std::vector<Step>>(*rc::gen::inRange(0UL, 400UL), step);
}

RC_GTEST_PROP(HeapModel, SmallRegion, ()) {
    play(2048, granule * *rc::gen::inRange(0UL, 300UL), steps_with(6));
}
RC_GTEST_PROP(HeapModel, HalfFull, ()) {
    play(65536, 0, steps_with(5));
}
RC_GTEST_PROP(HeapModel, NearlyFull, ()) {
    play(65536, 0, steps_with(8));
}
RC_GTEST_PROP(HeapModel, BigRegion, ()) {
    play(262144, granule, steps_with(7));
}

RC_GTEST_PROP(HeapModel, RecentBlocks, ()) {
    play(262144, 0, steps_with(*rc::gen::inRange(5, 8)), Figured::never);
}

} // namespace
} // namespace smh::heap
