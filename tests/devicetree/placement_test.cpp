// Where a region's tags lie.
#include <gtest/gtest.h>

#include "devicetree/regions.hpp"

namespace smh::test {
namespace {

using devicetree::Entry;
using devicetree::Placement;
using devicetree::Problem;

// One node of memory that says this, too.
std::string memory_with(const std::string& properties) {
    return "m@1000 { compatible = \"mmio-sram\"; reg = <0x1000 0x1000>; " + properties + " };";
}

struct Placed {
    Refusal error;
    std::vector<Entry> entries;
};

Placed placed(const std::string& inside) {
    const Blob blob =
        Blob::from_text("/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; " + inside + " };");
    Placed found{{}, std::vector<Entry>(8)};
    std::size_t count = 0;
    const auto error = devicetree::read(blob.data(), blob.size(), found.entries.data(),
                                        found.entries.size(), count);
    found.error = {error.problem, error.node, error.property, error.other};
    found.entries.resize(count);
    return found;
}

TEST(Placement, IsInTheRegionWhereNothingIsSaid) {
    const Placed found = placed(memory_with(""));
    ASSERT_EQ(found.entries.size(), 1U);
    EXPECT_FALSE(found.entries[0].tags.elsewhere());
}

TEST(Placement, SaysFromWhereAndHow) {
    const Placed found =
        placed(memory_with("smh,metadata-attr = <0x9>; smh,granule = <0x1000>; smh,untouchable;"));
    ASSERT_EQ(found.entries.size(), 1U) << found.error.property;
    const Placement& tags = found.entries[0].tags;
    EXPECT_TRUE(tags.elsewhere());
    EXPECT_EQ(tags.from, (AttributeSet{cacheable, Attribute{4}}));
    EXPECT_EQ(tags.granule, 4096U);
    EXPECT_TRUE(tags.untouchable);
}

TEST(Placement, HoldsForEachPieceOfTheMemory) {
    const Placed found = placed(R"(m@1000 { compatible = "mmio-sram"; reg = <0x1000 0x1000>;
        smh,metadata-attr = <1>; #address-cells = <1>; #size-cells = <1>; ranges;
        hole@1400 { reg = <0x1400 0x400>; }; };)");
    ASSERT_EQ(found.entries.size(), 2U);
    EXPECT_TRUE(found.entries[0].tags.elsewhere() && found.entries[1].tags.elsewhere());
}

TEST(Placement, WhatMeansNothingIsRefused) {
    struct Case {
        const char* properties;
        const char* property;
    };
    for (const Case bad :
         {Case{"smh,metadata-attr;", "smh,metadata-attr"},
          Case{"smh,metadata-attr = <0>;", "smh,metadata-attr"},
          Case{"smh,metadata-attr = <0x200>;", "smh,metadata-attr"},
          Case{"smh,metadata-attr = <1 1>;", "smh,metadata-attr"},
          Case{"smh,granule = <64>;", "smh,granule"},
          Case{"smh,metadata-attr = <1>; smh,granule = <0>;", "smh,granule"},
          Case{"smh,metadata-attr = <1>; smh,granule = <48>;", "smh,granule"},
          Case{"smh,metadata-attr = <1>; smh,granule = <8>;", "smh,granule"},
          Case{"smh,metadata-attr = <1>; smh,granule = <0x400000>;", "smh,granule"},
          Case{"smh,metadata-attr = <1>; smh,granule = <0 64>;", "smh,granule"},
          Case{"smh,untouchable;", "smh,untouchable"},
          Case{"smh,metadata-attr = <1>; smh,untouchable = <1>;", "smh,untouchable"}}) {
        const Placed found = placed(memory_with(bad.properties));
        EXPECT_EQ(found.error.problem, Problem::bad_property) << bad.properties;
        EXPECT_EQ(found.error.property, bad.property) << bad.properties;
        EXPECT_EQ(found.error.node, "m@1000");
    }
}

TEST(Placement, ADefaultIsForWhoSaysNothing) {
    Placed found = placed(R"(
        a@1000 { zephyr,memory-attr = <0x100>; reg = <0x1000 0x1000>; };
        b@2000 { zephyr,memory-attr = <0x100>; reg = <0x2000 0x1000>;
                 smh,metadata-attr = <1>; smh,granule = <128>; };
        c@3000 { zephyr,memory-attr = <0x1>; reg = <0x3000 0x1000>; };)");
    ASSERT_EQ(found.entries.size(), 3U);
    Placement placement;
    placement.from = cacheable;
    placement.granule = 32;
    devicetree::place_by_default(found.entries.data(), found.entries.size(), non_cacheable,
                                 placement);
    EXPECT_EQ(found.entries[0].tags.granule, 32U);
    EXPECT_EQ(found.entries[1].tags.granule, 128U);
    EXPECT_FALSE(found.entries[2].tags.elsewhere());
}

} // namespace
} // namespace smh::test
