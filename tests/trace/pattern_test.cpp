#include "replay/pattern.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace smh::tool {
namespace {

TEST(Pattern, EveryByteCounts) {
    for (std::size_t size = 0; size < 40; ++size) {
        std::vector<unsigned char> block(size + 1, 0xA5);
        write_pattern(block.data(), size, 7);
        EXPECT_EQ(block[size], 0xA5) << "nothing is written behind the block";
        EXPECT_TRUE(holds_pattern(block.data(), size, 7));
        for (std::size_t at = 0; at < size; ++at) {
            block[at] ^= 1;
            EXPECT_FALSE(holds_pattern(block.data(), size, 7));
            block[at] ^= 1;
        }
    }
}

TEST(Pattern, AnotherSeedOrPlaceIsNotTheSame) {
    std::vector<unsigned char> block(64);
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        write_pattern(block.data(), block.size(), seed);
        EXPECT_FALSE(holds_pattern(block.data(), 8, seed + 1));
        EXPECT_FALSE(holds_pattern(block.data() + 8, 8, seed));
    }
}

} // namespace
} // namespace smh::tool
