// Heaps of which the tags lie elsewhere: at addresses where there is nothing to be touched.
#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "heap/heap.hpp"
#include "support/table_memory.hpp"

namespace smh::heap {
namespace {

using test::TableMemory;

constexpr std::uint64_t far = std::uint64_t{3} << 50;

TEST(TableCreate, TakesNoMoreMemoryThanTheFormulaSays) {
    for (const unsigned power : {4U, 6U, 12U, 21U}) {
        for (std::uint64_t granules = 1; granules < 100000; granules += 1 + granules / 7) {
            TableMemory memory(far, granules << power, power);
            TableHeap* const heap = TableHeap::create(memory.span());
            ASSERT_NE(heap, nullptr) << granules;
            ASSERT_TRUE(memory.guards_intact()) << granules;
            ASSERT_TRUE(heap->validate(Depth::full)) << granules;
            ASSERT_EQ(heap->figures().largest, base::saturated(granules << power)) << granules;
        }
    }
}

TEST(TableCreate, RefusesTooLittleMemoryAndWritesNothing) {
    for (std::size_t metadata = 0; metadata < 1024 * 8; metadata += 8) {
        TableMemory memory(far, 1024 << 6, 6, metadata);
        EXPECT_EQ(TableHeap::create(memory.span()), nullptr) << metadata;
        EXPECT_TRUE(memory.untouched()) << metadata;
    }
}

// Power, and the address of the first granule.
class Table : public testing::TestWithParam<std::pair<unsigned, std::uint64_t>> {
protected:
    static constexpr std::uint64_t granules = 512;
    unsigned power_ = GetParam().first;
    std::uint64_t granule_ = std::uint64_t{1} << power_;
    std::uint64_t begin_ = GetParam().second;
    TableMemory memory_{begin_, granules << power_, power_};
    TableHeap* heap_ = TableHeap::create(memory_.span());

    std::uint64_t alloc(std::uint64_t bytes) {
        const Index index = heap_->alloc(bytes);
        return index != TableHeap::none ? heap_->address_of(index) : nothing;
    }
    FreeResult free(std::uint64_t address) { return heap_->free(address); }

    static constexpr std::uint64_t nothing = 1;

    void TearDown() override {
        EXPECT_TRUE(heap_->validate(Depth::full));
        EXPECT_TRUE(memory_.guards_intact());
    }
};

TEST_P(Table, RequestsThatWrapAreRefused) {
    for (const std::uint64_t bytes :
         {std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0} - 1, ~std::uint64_t{0} / 2,
          (granules << power_) + 1, std::uint64_t{1} << (power_ + 32)}) {
        EXPECT_EQ(heap_->alloc(bytes), TableHeap::none) << bytes;
        EXPECT_EQ(heap_->aligned_alloc(granule_ * 4, bytes), TableHeap::none) << bytes;
    }
}

TEST_P(Table, EveryGranuleCanBeABlock) {
    std::vector<std::uint64_t> blocks;
    for (std::uint64_t address; (address = alloc(1)) != nothing;) {
        EXPECT_EQ(address % granule_, 0U);
        blocks.push_back(address);
    }
    EXPECT_EQ(blocks.size(), granules);
    EXPECT_TRUE(heap_->validate(Depth::full));
    // Every second one first: none has a free neighbour.
    for (std::size_t first : {0U, 1U}) {
        for (std::size_t number = first; number < blocks.size(); number += 2) {
            ASSERT_EQ(free(blocks[number]), FreeResult::freed);
            ASSERT_EQ(free(blocks[number]), FreeResult::double_free);
            ASSERT_TRUE(heap_->validate(Depth::full));
        }
    }
    EXPECT_EQ(heap_->figures().largest, base::saturated(granules << power_));
}

TEST_P(Table, TheWholeRegionCanBeOneBlock) {
    const std::uint64_t block = alloc(granules << power_);
    EXPECT_EQ(block, begin_);
    EXPECT_EQ(alloc(1), nothing);
    EXPECT_EQ(free(block), FreeResult::freed);
}

// Every order in which four neighbours of each length can be freed leaves one free block.
TEST_P(Table, NeighboursMergeInEveryOrder) {
    for (std::uint64_t length = 1; length <= 4; ++length) {
        std::array<unsigned, 4> order{0, 1, 2, 3};
        do {
            std::array<std::uint64_t, 4> blocks;
            for (std::size_t number = 0; number < blocks.size(); ++number) {
                blocks[number] = alloc((number % 2 == 0 ? length : 1) << power_);
            }
            for (const unsigned which : order) {
                ASSERT_EQ(free(blocks[which]), FreeResult::freed);
                ASSERT_TRUE(heap_->validate(Depth::full));
                heap_->merge_recent();
                ASSERT_TRUE(heap_->validate(Depth::full));
            }
            for (const std::uint64_t block : blocks) {
                ASSERT_EQ(free(block), FreeResult::double_free);
            }
            ASSERT_EQ(heap_->figures().largest, base::saturated(granules << power_));
        } while (std::next_permutation(order.begin(), order.end()));
    }
}

TEST_P(Table, OnlyTheStartsOfBlocksAreFreed) {
    std::vector<std::uint64_t> blocks;
    for (std::uint64_t length = 1; length < 12; ++length) {
        blocks.push_back(alloc(length << power_));
    }
    for (const std::size_t which : {3U, 4U, 8U}) {
        free(blocks[which]);
        blocks[which] = nothing;
    }
    for (std::uint64_t address = begin_; address < begin_ + (granules << power_);
         address += granule_ / 2) {
        if (std::find(blocks.begin(), blocks.end(), address) == blocks.end()) {
            ASSERT_NE(free(address), FreeResult::freed) << address - begin_;
        }
    }
}

TEST_P(Table, AddressesOutsideTheRegion) {
    for (const std::uint64_t address :
         {begin_ - granule_, begin_ - 2 * granule_, begin_ + (granules << power_),
          begin_ + (granules << power_) + granule_, ~std::uint64_t{0} - granule_ + 1}) {
        EXPECT_EQ(free(address), FreeResult::interior_pointer) << address;
    }
}

TEST_P(Table, AnyAlignmentUpToTheRegions) {
    for (std::uint64_t alignment = 1; alignment <= granules << power_; alignment *= 2) {
        for (const std::uint64_t units : {1U, 2U, 3U, 5U}) {
            const std::uint64_t before = alloc(1);
            const Index index = heap_->aligned_alloc(alignment, units << power_);
            ASSERT_TRUE(index != TableHeap::none || alignment == granules << power_);
            if (index != TableHeap::none) {
                const std::uint64_t block = heap_->address_of(index);
                ASSERT_EQ(block % alignment, 0U);
                Block found{};
                ASSERT_EQ(heap_->look_at(block, found), FreeResult::freed);
                ASSERT_EQ(found.alignment, std::max<std::uint64_t>(alignment, granule));
                ASSERT_EQ(found.footprint, units << power_);
                ASSERT_TRUE(heap_->validate(Depth::full));
                ASSERT_EQ(free(block), FreeResult::freed);
            }
            ASSERT_EQ(free(before), FreeResult::freed);
        }
    }
    const Index whole = heap_->aligned_alloc(granules << power_, granules << power_);
    EXPECT_EQ(whole != TableHeap::none, begin_ % (granules << power_) == 0);
    if (whole != TableHeap::none) {
        EXPECT_EQ(free(heap_->address_of(whole)), FreeResult::freed);
    }
}

TEST_P(Table, BlocksGrowAndShrinkWhereTheyAre) {
    const std::uint64_t upper = alloc(20 << power_);
    const std::uint64_t lower = alloc(4 << power_);
    ASSERT_EQ(lower + (4 << power_), upper);
    EXPECT_FALSE(heap_->resize_block(lower, 5, 1));
    for (Units units = 20; units-- > 1;) {
        ASSERT_TRUE(heap_->resize_block(upper, units, 1)) << units;
        ASSERT_TRUE(heap_->validate(Depth::full)) << units;
    }
    for (Units units = 1; units < 20; ++units) {
        ASSERT_TRUE(heap_->resize_block(upper, units, 1)) << units;
        ASSERT_TRUE(heap_->validate(Depth::full)) << units;
    }
    EXPECT_EQ(free(lower), FreeResult::freed);
    EXPECT_EQ(free(upper), FreeResult::freed);
}

TEST_P(Table, ABlockIsAClients) {
    const std::uint64_t block = alloc(3 << power_);
    heap_->set_client(block, 1);
    Block found{};
    ASSERT_EQ(heap_->look_at(block, found), FreeResult::freed);
    EXPECT_EQ(found.client, 1U);
    EXPECT_EQ(free(block), FreeResult::owned);
    heap_->set_client(block, 0);
    EXPECT_EQ(free(block), FreeResult::freed);
}

INSTANTIATE_TEST_SUITE_P(Granules, Table,
                         testing::Values(std::pair{4U, std::uint64_t{0}}, std::pair{6U, far},
                                         std::pair{12U, far + 4096},
                                         std::pair{21U, ~std::uint64_t{0} << 40}));

} // namespace
} // namespace smh::heap
