#include "heap/heap.hpp"

#include <sys/mman.h>

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <vector>

#include "support/heap_blocks.hpp"
#include "support/memory.hpp"

namespace smh::heap {
namespace {

using test::Memory;

TEST(Create, RefusesWhatIsTooSmallAndWritesNothing) {
    for (std::size_t size = 0; size < (word_size == 8 ? 96U : 80U); size += granule) {
        const Memory memory(size);
        EXPECT_EQ(Heap::create({memory.range()}), nullptr) << size;
        EXPECT_TRUE(memory.untouched()) << size;
    }
}

TEST(Create, StaysInsideWhateverTheSize) {
    for (std::size_t size = granule; size < 9000; size += granule) {
        const Memory memory(size);
        Heap* const heap = Heap::create({memory.range()});
        ASSERT_TRUE(memory.guards_intact()) << size;
        ASSERT_TRUE(heap == nullptr || heap->validate(Depth::full)) << size;
        ASSERT_TRUE(heap != nullptr || size < 256) << size;
    }
}

TEST(Create, ControlBlockIsSizedToItsRegion) {
    struct Case {
        std::size_t size;
        std::size_t at_least;
    };
    constexpr std::size_t hardening = hardening_size + note_size(granule);
    for (const Case expected :
         {Case{256, 150}, Case{1024, 900}, Case{4096, 4096 * 97 / 100},
          Case{65536, 65536 * 97 / 100}, Case{1 << 24, (1 << 24) / 1000 * 999}}) {
        const Memory memory(expected.size);
        Heap* const heap = Heap::create({memory.range()});
        ASSERT_NE(heap, nullptr);
        EXPECT_GE(heap->figures().largest + hardening, expected.at_least) << expected.size;
    }
}

TEST(Create, ServesSixtyFourGibibytes) {
    if (word_size < 8) {
        GTEST_SKIP() << "a 32-bit machine has no such region";
    }
    constexpr std::size_t size = max_range;
    void* const memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    ASSERT_NE(memory, MAP_FAILED);
    Heap* const heap = Heap::create({{number(memory), number(memory) + size}});
    ASSERT_NE(heap, nullptr);
    const std::size_t largest = heap->figures().largest;
    EXPECT_GT(largest, size - 65536);
    EXPECT_EQ(heap->alloc(largest + 1), nullptr);
    void* const half = heap->alloc(size / 2);
    void* const rest = heap->alloc(heap->figures().largest);
    ASSERT_TRUE(half != nullptr && rest != nullptr);
    EXPECT_EQ(heap->figures().largest, 0U);
    EXPECT_TRUE(heap->validate(Depth::full));
    EXPECT_EQ(heap->free(number(half)), FreeResult::freed);
    EXPECT_EQ(heap->free(number(rest)), FreeResult::freed);
    EXPECT_EQ(heap->figures().largest, largest);
    EXPECT_TRUE(heap->validate(Depth::full));
    EXPECT_EQ(Heap::create({{number(memory), number(memory) + size + granule}}), nullptr);
    munmap(memory, size);
}

class SmallHeap : public testing::Test {
protected:
    Memory memory_{8192};
    Heap* heap_ = Heap::create({memory_.range()});

    void TearDown() override {
        EXPECT_TRUE(heap_->validate(Depth::full));
        EXPECT_TRUE(memory_.guards_intact());
    }
};

TEST_F(SmallHeap, RequestsThatWrapAreRefused) {
    for (const std::size_t bytes :
         {std::size_t{0}, ~std::size_t{0}, ~std::size_t{0} - 1, ~std::size_t{0} - word_size,
          ~std::size_t{0} - granule, ~std::size_t{0} / 2, std::size_t{8192}}) {
        EXPECT_EQ(heap_->alloc(bytes), nullptr) << bytes;
        EXPECT_EQ(heap_->aligned_alloc(4096, bytes), nullptr) << bytes;
        EXPECT_EQ(heap_->aligned_alloc(~(~std::size_t{0} >> 1), bytes), nullptr) << bytes;
    }
}

TEST_F(SmallHeap, BlocksAreAlignedForAnyObject) {
    while (void* const block = heap_->alloc(1)) {
        EXPECT_EQ(number(block) % alignof(std::max_align_t), 0U);
    }
}

TEST_F(SmallHeap, LargestIsWhatCanBeHad) {
    std::vector<void*> blocks;
    for (const std::size_t bytes : {500U, 1000U, 40U, 1500U, 40U, 700U, 40U}) {
        blocks.push_back(heap_->alloc(bytes));
    }
    free_block(*heap_, number(blocks[1]));
    free_block(*heap_, number(blocks[3]));
    free_block(*heap_, number(blocks[5]));
    while (const std::size_t largest = heap_->figures().largest) {
        EXPECT_EQ(heap_->alloc(largest + 1), nullptr);
        EXPECT_NE(heap_->alloc(largest), nullptr);
        ASSERT_TRUE(heap_->validate(Depth::full));
    }
    EXPECT_EQ(heap_->alloc(1), nullptr);
}

// Every order in which four neighbours can be freed leaves one free block.
TEST_F(SmallHeap, NeighboursMergeInEveryOrder) {
    const std::size_t whole = heap_->figures().largest;
    std::array<unsigned, 4> order{0, 1, 2, 3};
    do {
        std::array<void*, 4> blocks;
        for (void*& block : blocks) {
            block = heap_->alloc(100);
        }
        for (const unsigned which : order) {
            ASSERT_EQ(free_block(*heap_, number(blocks[which])), FreeResult::freed);
            ASSERT_TRUE(heap_->validate(Depth::full));
        }
        ASSERT_EQ(heap_->figures().largest, whole);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(SmallHeap, AlignmentSweepGivesEverythingBack) {
    const Figures fresh = heap_->figures();
    for (std::size_t before = 0; before <= 200; before += 8) {
        for (std::size_t alignment = 1; alignment <= 4096; alignment *= 2) {
            for (const std::size_t bytes : {1U, 8U, 24U, 25U, 100U, 1000U}) {
                void* const prefix = before != 0 ? heap_->alloc(before) : nullptr;
                void* const block = heap_->aligned_alloc(alignment, bytes);
                ASSERT_NE(block, nullptr);
                ASSERT_EQ(number(block) % alignment, 0U);
                std::memset(block, 0xFF, bytes);
                ASSERT_TRUE(heap_->validate(Depth::full));
                // What the alignment skipped stays usable.
                const Figures now = heap_->figures();
                ASSERT_LE(fresh.free - now.free, before + bytes + 6 * granule);
                ASSERT_EQ(free_block(*heap_, number(block)), FreeResult::freed);
                ASSERT_TRUE(prefix == nullptr ||
                            free_block(*heap_, number(prefix)) == FreeResult::freed);
                ASSERT_TRUE(heap_->validate(Depth::full));
                ASSERT_EQ(heap_->figures().largest, fresh.largest);
            }
        }
    }
}

TEST_F(SmallHeap, MinimumFreeIsRemembered) {
    if (!config::statistics) {
        GTEST_SKIP() << "built without statistics";
    }
    const Figures fresh = heap_->figures();
    void* const block = heap_->alloc(4000);
    const Figures low = heap_->figures();
    free_block(*heap_, number(block));
    EXPECT_EQ(heap_->figures().minimum_free, low.free);
    EXPECT_EQ(heap_->figures().free, fresh.free);
}

TEST_F(SmallHeap, AnAlignmentIsRememberedOnlyWhereItWasAskedFor) {
    Block block{};
    void* const plain = heap_->alloc(100);
    ASSERT_EQ(heap_->look_at(number(plain), block), FreeResult::freed);
    EXPECT_EQ(block.alignment, granule);
    EXPECT_GE(block.usable, 100U);
    void* const aligned = heap_->aligned_alloc(256, 100);
    ASSERT_EQ(heap_->look_at(number(aligned), block), FreeResult::freed);
    EXPECT_EQ(block.alignment, 256U);
    // Not in the block that comes after it in the same place.
    free_block(*heap_, number(aligned));
    void* const again = heap_->alloc(100);
    ASSERT_EQ(heap_->look_at(number(again), block), FreeResult::freed);
    EXPECT_EQ(block.alignment, granule);
}

TEST_F(SmallHeap, WalkShowsEveryBlockOnce) {
    void* const first = heap_->alloc(100);
    void* const second = heap_->alloc(200);
    free_block(*heap_, number(first));
    std::vector<BlockView> seen;
    heap_->walk(
        [](void* context, const BlockView& block) {
            static_cast<std::vector<BlockView>*>(context)->push_back(block);
        },
        &seen);
    ASSERT_EQ(seen.size(), 3U);
    EXPECT_TRUE(seen[0].free);
    EXPECT_TRUE(seen[1].address == second && !seen[1].free && seen[1].size >= 200);
    EXPECT_TRUE(seen[2].address == first && seen[2].free);
    EXPECT_EQ(seen[0].footprint + seen[1].footprint + seen[2].footprint, heap_->figures().capacity);
}

} // namespace
} // namespace smh::heap
