// Regions whose blocks come in whole cache lines.
#include "smh/pool.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <vector>

#include "support/memory.hpp"

namespace smh {
namespace {

class LinesTest : public testing::TestWithParam<std::size_t> {
protected:
    static constexpr Attribute dma{2};
    const std::size_t line_ = GetParam();
    test::Memory memory_{std::size_t{1} << 17};
    Pool pool_;

    void SetUp() override {
        if (!config::cache_lines) {
            GTEST_SKIP() << "built without";
        }
        ASSERT_EQ(pool_.init(), Status::ok);
        Region region;
        region.address = memory_.address();
        region.size = memory_.size();
        region.attributes = dma;
        region.cache_line = line_;
        ASSERT_EQ(pool_.add(region), Status::ok);
    }
    void TearDown() override {
        EXPECT_TRUE(pool_.validate(Depth::full));
        EXPECT_TRUE(memory_.guards_intact());
    }
    std::size_t rounded(std::size_t bytes) const { return (bytes + line_ - 1) / line_ * line_; }
    Statistics statistics() const {
        Statistics result{};
        pool_.statistics(0, result);
        return result;
    }
};

struct Buffer {
    unsigned char* address = nullptr;
    std::size_t bytes = 0;
    unsigned char value = 0;
};

// What a driver does to a buffer, it does to all of its lines.
TEST_P(LinesTest, EveryLineOfABlockIsItsOwn) {
    std::mt19937 random(1);
    std::vector<Buffer> buffers(40);
    for (unsigned step = 0; step < 5000; ++step) {
        Buffer& buffer = buffers[random() % buffers.size()];
        const std::size_t bytes = random() % 3 == 0 ? 0 : 1 + random() % 2000;
        const std::size_t alignment = random() % 4 == 0 ? std::size_t{8} << random() % 6 : 0;
        for (std::size_t i = 0; i < rounded(buffer.bytes); ++i) {
            ASSERT_EQ(buffer.address[i], buffer.value) << step;
        }
        if (buffer.address == nullptr) {
            buffer.address =
                static_cast<unsigned char*>(pool_.aligned_alloc(dma, alignment, bytes));
        } else {
            void* const longer = pool_.realloc(dma, buffer.address, bytes);
            if (longer == nullptr && bytes != 0) {
                continue;
            }
            buffer.address = static_cast<unsigned char*>(longer);
        }
        buffer.bytes = buffer.address != nullptr ? bytes : 0;
        if (buffer.address != nullptr) {
            ASSERT_EQ(reinterpret_cast<std::uintptr_t>(buffer.address) % line_, 0U);
            ASSERT_GE(pool_.usable_size(buffer.address), rounded(bytes));
            buffer.value = static_cast<unsigned char>(random());
            std::memset(buffer.address, buffer.value, rounded(pool_.usable_size(buffer.address)));
        }
        ASSERT_TRUE(pool_.validate(Depth::full)) << step;
    }
    for (const Buffer& buffer : buffers) {
        pool_.free(buffer.address);
    }
    EXPECT_EQ(statistics().used, 0U);
}

TEST_P(LinesTest, ALineIsAllThatABlockOfLinesCosts) {
    for (const std::size_t lines : {1U, 2U, 7U}) {
        const std::size_t before = statistics().used;
        void* const block = pool_.alloc(dma, lines * line_);
        EXPECT_EQ(statistics().used - before, (lines + 1) * line_);
        EXPECT_EQ(pool_.usable_size(block), lines * line_);
        pool_.free(block);
    }
}

// Whatever alignment a block was resized at, what serves after it is in whole lines.
TEST_P(LinesTest, AResizedBlockIsStillOneOfLines) {
    void* const block = pool_.aligned_alloc(dma, 8, 2);
    ASSERT_EQ(pool_.aligned_realloc(dma, block, 8, 1), block);
    pool_.free(block);
    const std::size_t bytes = line_ + line_ / 2;
    void* const next = pool_.alloc(dma, bytes);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(next) % line_, 0U);
    EXPECT_GE(pool_.usable_size(next), bytes);
    pool_.free(next);
}

TEST_P(LinesTest, LargestIsWhatCanBeHad) {
    void* const block = pool_.alloc(dma, 1000);
    const std::size_t largest = statistics().largest;
    EXPECT_EQ(pool_.alloc(dma, largest + 1), nullptr);
    void* const all = pool_.alloc(dma, largest);
    EXPECT_NE(all, nullptr);
    pool_.free(all);
    pool_.free(block);
}

TEST_P(LinesTest, RequestsThatWrapAreRefused) {
    for (std::size_t less = 0; less < 3 * line_; less += 7) {
        EXPECT_EQ(pool_.alloc(dma, ~std::size_t{0} - less), nullptr);
        EXPECT_EQ(pool_.alloc(dma, (std::size_t{64} << 30) - less), nullptr);
    }
    EXPECT_EQ(pool_.alloc(dma, 0), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Lengths, LinesTest, testing::Values(32, 64, 128, 256));

} // namespace
} // namespace smh
