// Recent blocks: what they are for, and that none of a heap's promises suffers.
#include "heap/recent.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "heap/short_ways.hpp"
#include "support/heap_blocks.hpp"
#include "support/memory.hpp"

namespace smh::heap {
namespace {

class Recent : public testing::Test {
protected:
    static constexpr std::size_t size = std::size_t{1} << 20;

    void SetUp() override {
        if (!has_recent) {
            GTEST_SKIP() << "built without recent blocks";
        }
    }
    void TearDown() override {
        EXPECT_TRUE(heap_->validate(Depth::full));
        EXPECT_TRUE(memory_.guards_intact());
    }

    // Leaves no recent blocks behind: those that came with the ones that are taken are merged.
    std::vector<void*> take(std::size_t count, std::size_t bytes) {
        std::vector<void*> blocks;
        for (std::size_t i = 0; i < count; ++i) {
            blocks.push_back(heap_->alloc(bytes));
            EXPECT_NE(blocks.back(), nullptr);
        }
        heap_->figures();
        return blocks;
    }
    // What the short way serves; null where it does not.
    void* recent(std::size_t bytes) {
        void* block = nullptr;
        return heap_->alloc_recent(bytes, block) ? block : nullptr;
    }
    void give_back(const std::vector<void*>& blocks) {
        for (void* const block : blocks) {
            EXPECT_EQ(heap_->free(number(block)), FreeResult::freed);
        }
    }

    test::Memory memory_{size};
    Heap* heap_ = Heap::create({memory_.range()});
};

TEST_F(Recent, TheLastBlockOfASizeIsTheFirstToComeBack) {
    const std::vector<void*> blocks = take(3, 1000);
    give_back(blocks);
    EXPECT_TRUE(heap_->validate(Depth::full));
    for (std::size_t i = blocks.size(); i-- > 0;) {
        EXPECT_EQ(recent(1000), blocks[i]);
    }
    EXPECT_EQ(recent(1000), nullptr);
}

TEST_F(Recent, EachSizeIsServedByABlockThatHoldsIt) {
    for (std::size_t freed = 1; freed < 17'000; freed += 7) {
        give_back({heap_->alloc(freed)});
        for (const std::size_t bytes : {freed, freed + freed / 33, freed - freed / 33}) {
            const Figures before = heap_->figures();
            give_back({heap_->alloc(freed)});
            if (void* const block = recent(bytes)) {
                const Figures now = heap_->figures();
                EXPECT_GE(before.free - now.free, bytes + word_size);
                give_back({block});
            }
        }
    }
}

TEST_F(Recent, RequestsBeyondTheSizesKept) {
    for (const std::size_t bytes :
         {std::size_t{0}, std::size_t{16'384}, size, ~std::size_t{0}, ~std::size_t{0} - 7}) {
        EXPECT_EQ(recent(bytes), nullptr) << bytes;
    }
    void* const large = heap_->alloc(20'000);
    EXPECT_FALSE(heap_->free_recent(number(large)));
    give_back({large});
}

TEST_F(Recent, ASecondFreeIsToldFromAnInteriorPointer) {
    void* const block = heap_->alloc(500);
    give_back({block});
    EXPECT_EQ(heap_->free(number(block)), FreeResult::double_free);
    EXPECT_FALSE(heap_->free_recent(number(block)));
    void* const again = heap_->alloc(500);
    EXPECT_EQ(again, block);
    EXPECT_EQ(heap_->free(number(block) + granule), FreeResult::interior_pointer);
    EXPECT_EQ(heap_->free(number(block) + 1), FreeResult::interior_pointer);
    give_back({again});
}

TEST_F(Recent, NoMoreThanTheirDepthAreKept) {
    give_back(take(3 * RecentBlocks::depth, 200));
    std::size_t kept = 0;
    while (recent(200) != nullptr) {
        ++kept;
    }
    EXPECT_EQ(kept, std::size_t{RecentBlocks::depth});
}

TEST_F(Recent, AreMergedBeforeARequestFails) {
    give_back(take(10, 8000));
    // All of the memory in one piece, while a part of it is cut into recent blocks.
    const std::size_t all = size - size / 32;
    EXPECT_EQ(heap_->alloc_listed(units_of(all), key_of(units_of(all))), nullptr);
    EXPECT_TRUE(heap_->validate(Depth::full));
    void* const block = heap_->alloc(all);
    ASSERT_NE(block, nullptr);
    give_back({block});
    give_back(take(10, 8000));
    void* const aligned = heap_->aligned_alloc(4096, all);
    ASSERT_NE(aligned, nullptr);
    give_back({aligned});
}

TEST_F(Recent, WhileTheyAreKeptTheLargestRequestIsServedAtOnce) {
    void* const longer = heap_->alloc(100'000);
    ASSERT_NE(heap_->alloc(100), nullptr);
    void* const shorter = heap_->alloc(99'000);
    while (const std::size_t largest = heap_->figures().largest) {
        ASSERT_NE(heap_->alloc_listed(units_of(largest), key_of(units_of(largest))), nullptr);
    }
    // The list begins with the one that was freed last.
    give_back({longer, shorter});
    const Units units = units_of(heap_->figures().largest);
    EXPECT_EQ(heap_->alloc_listed(units, key_of(units)), longer);
}

TEST_F(Recent, LargeRequestsMergeAFew) {
    give_back(take(RecentBlocks::depth, 100));
    for (int i = 0; i < 8; ++i) {
        give_back({heap_->alloc(20'000)});
    }
    EXPECT_EQ(recent(100), nullptr);
}

TEST_F(Recent, ALastResortThatFillsUpKeepsNoneUntilItIsHalfFree) {
    heap_->set_last_resort(true);
    std::vector<void*> blocks = take(size / 10'000 * 7 / 10, 10'000 - 2 * granule);
    give_back({blocks.back()});
    blocks.pop_back();
    EXPECT_EQ(recent(10'000 - 2 * granule), nullptr);
    EXPECT_TRUE(heap_->validate(Depth::full));
    while (heap_->figures().free < size / 2) {
        give_back({blocks.back()});
        blocks.pop_back();
    }
    give_back({blocks.back()});
    EXPECT_NE(recent(10'000 - 2 * granule), nullptr);
}

TEST_F(Recent, AFewComeWithTheFirstOfASize) {
    const Figures fresh = heap_->figures();
    void* const first = heap_->alloc(100);
    EXPECT_TRUE(heap_->validate(Depth::full));
    void* const second = recent(100);
    EXPECT_EQ(number(second), number(first) + units_of(100) * bytes_per_unit);
    // They count as free, and their blocks were never used.
    const Figures now = heap_->figures();
    EXPECT_EQ(fresh.free - now.free, 2 * units_of(100) * bytes_per_unit);
    EXPECT_TRUE(!config::statistics || now.minimum_free == now.free);
    give_back({first, second});
}

TEST_F(Recent, FiguresAndWalkSeeThemMerged) {
    const Figures fresh = heap_->figures();
    give_back(take(20, 3000));
    EXPECT_EQ(heap_->figures().largest, fresh.largest);
    give_back(take(20, 3000));
    std::size_t blocks = 0;
    heap_->walk([](void* context, const BlockView&) { ++*static_cast<std::size_t*>(context); },
                &blocks);
    EXPECT_EQ(blocks, 1U);
    EXPECT_EQ(heap_->figures().free, fresh.free);
}

TEST_F(Recent, ValidateNoticesDamage) {
    const std::vector<void*> blocks = take(4, 300);
    give_back(blocks);
    auto* const tag = reinterpret_cast<Word*>(number(blocks[1]) - word_size);
    for (unsigned bit = 0; bit < 8 * word_size; ++bit) {
        *tag ^= Word{1} << bit;
        EXPECT_FALSE(heap_->validate(Depth::full)) << bit;
        *tag ^= Word{1} << bit;
    }
    auto* const kept =
        reinterpret_cast<RecentBlocks*>(memory_.begin()) + bin_of(units_of(300), recent_precision);
    ASSERT_EQ(kept->count, 4U);
    for (unsigned bit = 0; bit < 32; ++bit) {
        for (HalfWord* const word : {&kept->count, &kept->blocks[0], &kept->blocks[3]}) {
            *word ^= HalfWord{1} << bit;
            EXPECT_FALSE(heap_->validate(Depth::full)) << bit;
            *word ^= HalfWord{1} << bit;
        }
    }
}

} // namespace
} // namespace smh::heap
