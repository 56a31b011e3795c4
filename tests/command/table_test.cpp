#include "table.hpp"

#include <gtest/gtest.h>

namespace smh::tool {
namespace {

Table sample() {
    Table made{{{"NAME"}, {"SIZE", Table::Side::right}, {"WHAT"}}};
    made.add({"one", "1", "a cell of several words, which is long"});
    return made;
}

TEST(Table, IsAsWideAsItMustBe) {
    EXPECT_EQ(sample().titles(), "NAME  SIZE  WHAT");
    EXPECT_EQ(sample().row(0), "one      1  a cell of several words, which is long");
}

TEST(Table, BreaksTheLastColumn) {
    Table narrow = sample();
    narrow.wrap(32);
    EXPECT_EQ(narrow.titles(), "NAME  SIZE  WHAT");
    EXPECT_EQ(narrow.row(0), "one      1  a cell of several\n"
                             "            words, which is long");
}

TEST(Table, PutsTheLastColumnBelow) {
    Table narrow = sample();
    narrow.wrap(24);
    EXPECT_EQ(narrow.titles(), "NAME  SIZE\n    WHAT");
    EXPECT_EQ(narrow.row(0), "one      1\n    a cell of several\n    words, which is long");
}

TEST(Table, WhatIsBrokenNeedsNoColumnLess) {
    Table narrow = sample();
    narrow.wrap(20);
    narrow.narrow(10, "SIZE");
    EXPECT_EQ(narrow.titles(), "NAME  SIZE\n    WHAT");
    narrow.narrow(9, "SIZE");
    EXPECT_EQ(narrow.titles(), "NAME\n    WHAT");
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
