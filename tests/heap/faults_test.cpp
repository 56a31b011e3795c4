// What free does with addresses that are no block's, and what validate does with damage.
#include "heap/heap.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <vector>

#include "support/heap_blocks.hpp"
#include "support/memory.hpp"

namespace smh::heap {
namespace {

class Faults : public testing::Test {
protected:
    test::Memory memory_{4096};
    Heap* heap_ = Heap::create({memory_.range()});

    Index index_of(std::uintptr_t address) const {
        return static_cast<Index>(small_machine ? address
                                                : (address - memory_.address()) / bytes_per_unit);
    }
};

TEST_F(Faults, OnlyTheStartsOfBlocksAreFreed) {
    std::vector<std::uintptr_t> blocks;
    for (std::size_t bytes = 1; bytes < 400; bytes += 37) {
        void* const block = heap_->alloc(bytes);
        std::memset(block, 0, bytes);
        blocks.push_back(number(block));
    }
    const Figures before = heap_->figures();
    for (std::uintptr_t address = memory_.address(); address < memory_.range().end; ++address) {
        if (std::find(blocks.begin(), blocks.end(), address) == blocks.end()) {
            ASSERT_NE(free_block(*heap_, address), FreeResult::freed)
                << address - memory_.address();
        }
    }
    EXPECT_EQ(heap_->figures().free, before.free);
    EXPECT_TRUE(heap_->validate(Depth::full));
}

TEST_F(Faults, SecondFreeIsToldApartHoweverTheBlockWasMerged) {
    std::vector<std::uintptr_t> blocks;
    for (int i = 0; i < 6; ++i) {
        blocks.push_back(number(heap_->alloc(100)));
    }
    for (const unsigned which : {1U, 3U, 2U, 0U}) {
        ASSERT_EQ(free_block(*heap_, blocks[which]), FreeResult::freed);
        ASSERT_EQ(free_block(*heap_, blocks[which]), FreeResult::double_free) << which;
        ASSERT_TRUE(heap_->validate(Depth::full));
    }
    for (const unsigned which : {0U, 1U, 2U, 3U}) {
        EXPECT_EQ(free_block(*heap_, blocks[which]), FreeResult::double_free) << which;
    }
}

TEST_F(Faults, ReusedMemoryDoesNotReviveOldBlocks) {
    const std::uintptr_t upper = number(heap_->alloc(100));
    const std::uintptr_t lower = number(heap_->alloc(100));
    heap_->alloc(100);
    ASSERT_LT(lower, upper);
    free_block(*heap_, lower);
    free_block(*heap_, upper);
    void* const both = heap_->alloc(bytes_in(2 * units_of(100, granule)));
    ASSERT_EQ(number(both), lower);
    EXPECT_NE(free_block(*heap_, upper), FreeResult::freed);
    EXPECT_TRUE(heap_->validate(Depth::full));
}

TEST_F(Faults, AddressesOutsideTheRegion) {
    const Figures before = heap_->figures();
    for (const std::uintptr_t address :
         {memory_.address() - granule, memory_.range().end, memory_.range().end + granule,
          std::uintptr_t{0}, ~std::uintptr_t{0} - granule + 1}) {
        EXPECT_EQ(heap_->free(address), FreeResult::interior_pointer) << address;
    }
    EXPECT_EQ(heap_->figures().free, before.free);
}

// An overrun has changed the tag behind a block: the block is not merged with what that says.
TEST_F(Faults, ADamagedNeighbourIsNotFollowed) {
    std::uintptr_t lower = number(heap_->alloc(100));
    std::uintptr_t upper = number(heap_->alloc(100));
    if (lower > upper) {
        std::swap(lower, upper);
    }
    Word& tag = *reinterpret_cast<Word*>(upper - word_size);
    const Word before = tag;
    const Word far = Tag(index_of(upper), 1U << 20, true, false).word();
    for (const Word wrong : {before | 1, word_size == 8 ? ~before : far, far}) {
        tag = wrong;
        EXPECT_NE(free_block(*heap_, lower), FreeResult::freed) << wrong;
    }
    tag = before;
    EXPECT_EQ(free_block(*heap_, lower), FreeResult::freed);
    EXPECT_TRUE(heap_->validate(Depth::full));
}

// A word that has all the marks of a tag, but says a length that no block has there.
TEST_F(Faults, AnImpossibleLengthIsNoBlocks) {
    const std::uintptr_t block = number(heap_->alloc(100));
    Word& tag = *reinterpret_cast<Word*>(block - word_size);
    const Word before = tag;
    for (const Units units : {Units{0}, min_block_units - units_per_granule, Units{1U << 20}}) {
        tag = Tag(index_of(block), units, false, false).word();
        EXPECT_EQ(free_block(*heap_, block), FreeResult::interior_pointer) << units;
    }
    tag = before;
    EXPECT_EQ(free_block(*heap_, block), FreeResult::freed);
}

// Each damaged word of the heap's own data is noticed by validate; validate always ends.
TEST_F(Faults, ValidateNoticesDamage) {
    std::vector<std::uintptr_t> blocks;
    for (int i = 0; i < 8; ++i) {
        blocks.push_back(number(heap_->alloc(50)));
    }
    std::sort(blocks.begin(), blocks.end());
    free_block(*heap_, blocks[2]);
    free_block(*heap_, blocks[5]);
    ASSERT_TRUE(heap_->validate(Depth::full));
    const auto damaged = [this](std::uintptr_t address, unsigned bit) {
        auto* const byte = reinterpret_cast<unsigned char*>(address) + bit / 8;
        *byte ^= static_cast<unsigned char>(1U << bit % 8);
        const bool noticed = !heap_->validate(Depth::full);
        *byte ^= static_cast<unsigned char>(1U << bit % 8);
        return noticed;
    };
    // A short tag has no check: without a canary the heap does not know of an allocated block
    // whether it was asked for at an alignment, or whose it is, as long as that may be.
    const auto unknown = [](unsigned bit) {
        const unsigned first_client_bit = 32 - client_bits;
        return word_size == 4 && !config::exact &&
               (bit == 2 ||
                (bit >= first_client_bit && 1U << (bit - first_client_bit) <= config::max_clients));
    };
    for (unsigned bit = 0; bit < word_size * 8; ++bit) {
        for (const std::uintptr_t block : blocks) {
            const bool harmless = unknown(bit) && block != blocks[2] && block != blocks[5];
            EXPECT_NE(damaged(block - word_size, bit), harmless) << "tag, bit " << bit;
        }
    }
    for (unsigned bit = 0; bit < 64; ++bit) {
        EXPECT_TRUE(damaged(blocks[2], bit)) << "links, bit " << bit;
    }
    for (unsigned bit = 0; bit < word_size * 8; ++bit) {
        EXPECT_TRUE(damaged(blocks[3] - 2 * word_size, bit)) << "footer, bit " << bit;
    }
    EXPECT_TRUE(heap_->validate(Depth::full));
}

// A length at the end of a free block that an overrun has changed leads nowhere.
TEST_F(Faults, ADamagedFooterIsNotFollowed) {
    std::uintptr_t lower = number(heap_->alloc(100));
    std::uintptr_t upper = number(heap_->alloc(100));
    if (lower > upper) {
        std::swap(lower, upper);
    }
    heap_->alloc(100);
    ASSERT_EQ(free_block(*heap_, lower), FreeResult::freed);
    Word& footer = *reinterpret_cast<Word*>(upper - 2 * word_size);
    const Word length = footer;
    for (const Word wrong : {Word{0}, length - 1, length + 1, Word{0x0FFF'FFFF}, Word{0x7FFF'FFFF},
                             Word{0xFFFF'FFFF}, ~Word{0}}) {
        footer = wrong;
        // Only a wide tag is known to be one, or one of a block with a canary.
        const bool known = word_size == 8 || config::exact;
        EXPECT_EQ(free_block(*heap_, upper),
                  known ? FreeResult::damaged : FreeResult::interior_pointer)
            << wrong;
    }
    footer = length;
    EXPECT_EQ(free_block(*heap_, upper), FreeResult::freed);
    EXPECT_TRUE(heap_->validate(Depth::full));
}

TEST_F(Faults, ValidateAndWalkEndOnNoise) {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        test::Memory memory(1024);
        Heap* const heap = Heap::create({memory.range()});
        heap->alloc(100);
        const std::size_t control = 1024 - heap->figures().capacity;
        for (std::size_t i = control; i < memory.size() - word_size; ++i) {
            memory.begin()[i] = static_cast<unsigned char>(random());
        }
        EXPECT_FALSE(heap->validate(Depth::full));
        heap->walk([](void*, const BlockView&) {}, nullptr);
    }
}

} // namespace
} // namespace smh::heap
