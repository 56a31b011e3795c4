#include "text.hpp"

#include <gtest/gtest.h>

#include "table.hpp"

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

TEST(Table, LeavesOutAColumnWhereARowIsTooWide) {
    Table table{{{"NAME"}, {"SIZE", Table::Side::right}, {"NOTE"}}};
    table.add({"a", "1 KiB", "long"});
    table.narrow(17, "SIZE");
    table.narrow(16, "none");
    EXPECT_EQ(table.row(0), "a     1 KiB  long");
    table.narrow(16, "SIZE");
    EXPECT_EQ(table.titles(), "NAME  NOTE");
    EXPECT_EQ(table.row(0), "a     long");
}

TEST(Table, AlignsColumnsAndLeavesNoSpacesAtTheEnd) {
    Table table{{{"NAME"}, {"SIZE", Table::Side::right}, {"NOTE"}}};
    table.add({"a", "12345", ""});
    table.add({"longer", "1", "x"});
    EXPECT_EQ(table.titles(), "NAME     SIZE  NOTE");
    EXPECT_EQ(table.row(0), "a       12345");
    EXPECT_EQ(table.row(1), "longer      1  x");
    EXPECT_EQ(table.rows(), 2U);
}

} // namespace
} // namespace smh::tool
