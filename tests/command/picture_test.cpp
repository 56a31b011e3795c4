#include "demo/picture.hpp"

#include <gtest/gtest.h>

#include "support/memory.hpp"

namespace smh::tool {
namespace {

class Picture : public testing::Test {
protected:
    static constexpr std::size_t size = 64 * 1024;

    void SetUp() override {
        ASSERT_EQ(pool_.init(), Status::ok);
        ASSERT_EQ(pool_.add({.address = memory_.address(), .size = size, .attributes = cacheable}),
                  Status::ok);
    }

    test::Memory memory_{size};
    Pool pool_;
};

TEST_F(Picture, EmptyRegionIsBlank) {
    EXPECT_EQ(picture_of(pool_, 0, 10, false), std::string(10, ' '));
}

TEST_F(Picture, OneBlockShowsWhereItLies) {
    // Eight parts of 8 KiB; the block is cut from the end of the region.
    void* const block = pool_.aligned_alloc(cacheable, 16384, 16384 - 9);
    ASSERT_EQ(reinterpret_cast<std::uintptr_t>(block), memory_.address() + 49152);
    // The block's tag is the last word of the part before it.
    EXPECT_EQ(picture_of(pool_, 0, 8, false), "     .#+");
}

TEST_F(Picture, MoreIsDarker) {
    for (std::size_t part = 1; part < 5; ++part) {
        ASSERT_NE(pool_.aligned_alloc(cacheable, 8192, part * 2048 - 64), nullptr);
    }
    EXPECT_EQ(picture_of(pool_, 0, 8, false), "   .++:.");
    EXPECT_EQ(picture_of(pool_, 0, 8, true), "   \u2591\u2593\u2593\u2592\u2591");
}

} // namespace
} // namespace smh::tool
