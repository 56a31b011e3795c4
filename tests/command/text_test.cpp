#include "text.hpp"

#include <gtest/gtest.h>

namespace smh::tool {
namespace {

TEST(SizeText, ThreeDigitsRoundedDown) {
    EXPECT_EQ(size_text(0), "0 B");
    EXPECT_EQ(size_text(1023), "1023 B");
    EXPECT_EQ(size_text(1024), "1 KiB");
    EXPECT_EQ(size_text(1280), "1.25 KiB");
    EXPECT_EQ(size_text(1536), "1.5 KiB");
    EXPECT_EQ(size_text(1034), "1 KiB");
    EXPECT_EQ(size_text(1035), "1.01 KiB");
    EXPECT_EQ(size_text(10 * 1024 + 51), "10 KiB");
    EXPECT_EQ(size_text(10 * 1024 + 512), "10.5 KiB");
    EXPECT_EQ(size_text(1024 * 1024 - 1), "1023 KiB");
    EXPECT_EQ(size_text(std::uint64_t{64} << 30), "64 GiB");
    EXPECT_EQ(size_text(~std::uint64_t{0}), "15.9 EiB");
}

TEST(AddressText, AtLeastEightDigits) {
    EXPECT_EQ(address_text(0), "0x00000000");
    EXPECT_EQ(address_text(0x880000000), "0x880000000");
}

TEST(CountText, CommasEachThreeDigits) {
    EXPECT_EQ(count_text(0), "0");
    EXPECT_EQ(count_text(999), "999");
    EXPECT_EQ(count_text(1000), "1,000");
    EXPECT_EQ(count_text(1234567), "1,234,567");
}

TEST(Printable, NothingReachesTheTerminalAsACommand) {
    EXPECT_EQ(printable("memory@0"), "memory@0");
    EXPECT_EQ(printable("a\nb\x1b[0m\x7f\xff"), "a\\x0ab\\x1b[0m\\x7f\\xff");
}

TEST(Wrapped, AtBlanks) {
    using Lines = std::vector<std::string>;
    EXPECT_EQ(wrapped("", 10), Lines{""});
    EXPECT_EQ(wrapped("one two", 7), Lines{"one two"});
    EXPECT_EQ(wrapped("one two", 6), (Lines{"one", "two"}));
    EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
}

TEST(Wrapped, ALongWordHasALineForItself) {
    using Lines = std::vector<std::string>;
    EXPECT_EQ(wrapped("a-long-word", 4), Lines{"a-long-word"});
    EXPECT_EQ(wrapped("a-long-word then short", 4), (Lines{"a-long-word", "then", "short"}));
    EXPECT_EQ(wrapped(" leading", 4), Lines{" leading"});
}

} // namespace
} // namespace smh::tool
