// Blocks of changing lengths against a model: contents, alignment, accounting, no overlap.
#include "smh/pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "support/memory.hpp"

namespace smh {
namespace {

struct Held {
    unsigned char* address = nullptr;
    std::size_t bytes = 0;
    std::size_t alignment = 1;
    unsigned char seed = 0;

    void fill(unsigned char with) {
        seed = with;
        for (std::size_t i = 0; i < bytes; ++i) {
            address[i] = static_cast<unsigned char>(seed + i);
        }
    }
    bool whole(std::size_t length) const {
        for (std::size_t i = 0; i < length; ++i) {
            if (address[i] != static_cast<unsigned char>(seed + i)) {
                return false;
            }
        }
        return true;
    }
};

class ReallocTest : public testing::Test {
protected:
    static constexpr Attribute dma{2};
    test::Memory fast_{std::size_t{1} << 17};
    test::Memory slow_{std::size_t{1} << 14};
    Pool pool_;

    void SetUp() override {
        ASSERT_EQ(pool_.init(), Status::ok);
        add(fast_, {cacheable});
        add(slow_, {cacheable, dma});
    }
    void add(const test::Memory& memory, AttributeSet attributes) {
        Region region;
        region.address = memory.address();
        region.size = memory.size();
        region.attributes = attributes;
        ASSERT_EQ(pool_.add(region), Status::ok);
    }
    void TearDown() override {
        EXPECT_TRUE(pool_.validate(Depth::full));
        EXPECT_TRUE(fast_.guards_intact() && slow_.guards_intact());
    }
    std::size_t used() const {
        std::size_t sum = 0;
        for (unsigned number = 0; number < pool_.region_count(); ++number) {
            Statistics statistics{};
            pool_.statistics(number, statistics);
            sum += statistics.used;
        }
        return sum;
    }
};

TEST_F(ReallocTest, ModelOfManySteps) {
    std::mt19937 random(20261125);
    const auto below = [&random](std::size_t bound) { return random() % bound; };
    std::vector<Held> blocks(64);
    for (unsigned step = 0; step < 20'000; ++step) {
        Held& block = blocks[below(blocks.size())];
        const Attribute attribute = below(4) == 0 ? dma : cacheable;
        const std::size_t bytes = below(8) == 0 ? 0 : 1 + below(1U << (4 + below(8)));
        const std::size_t kept = std::min(block.bytes, bytes);
        const std::size_t wanted = below(4) == 0 ? std::size_t{16} << below(4) : 0;
        void* const result = wanted != 0
                                 ? pool_.aligned_realloc(attribute, block.address, wanted, bytes)
                                 : pool_.realloc(attribute, block.address, bytes);
        if (bytes == 0) {
            ASSERT_EQ(result, nullptr);
            block = {};
        } else if (result != nullptr) {
            block.alignment = wanted != 0 ? wanted : block.alignment;
            block.address = static_cast<unsigned char*>(result);
            ASSERT_EQ(reinterpret_cast<std::uintptr_t>(result) % block.alignment, 0U);
            ASSERT_TRUE(pool_.region_of(result)->attributes.contains(attribute));
            ASSERT_TRUE(block.whole(kept)) << step;
            block.bytes = pool_.usable_size(result);
            ASSERT_GE(block.bytes, bytes);
            block.fill(static_cast<unsigned char>(random()));
        }
        ASSERT_TRUE(pool_.validate(step % 16 == 0 ? Depth::full : Depth::quick)) << step;
    }
    for (const Held& block : blocks) {
        ASSERT_TRUE(block.whole(block.bytes));
        pool_.free(block.address);
    }
    EXPECT_EQ(used(), 0U);
}

TEST_F(ReallocTest, GrowingAndShrinkingIsAccountedFor) {
    void* const behind = pool_.alloc(cacheable, 1000);
    void* block = pool_.alloc(cacheable, 1000);
    pool_.free(behind);
    const std::size_t before = used();
    block = pool_.realloc(cacheable, block, 1900);
    EXPECT_GE(used(), before + 896);
    block = pool_.realloc(cacheable, block, 1000);
    EXPECT_EQ(used(), before);
    pool_.free(block);
    EXPECT_EQ(used(), 0U);
}

} // namespace
} // namespace smh
