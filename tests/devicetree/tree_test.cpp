// What each property means, on small trees.
#include <gtest/gtest.h>

#include "devicetree/regions.hpp"

namespace smh::test {
namespace {

using Regions = std::vector<Found>;

const std::string sram = "compatible = \"mmio-sram\"; ";

Regions regions_of(const std::string& inside, const std::string& before = "") {
    const Reading reading = read_tree(inside, before);
    EXPECT_FALSE(reading.error) << describe(reading.error.problem) << " " << reading.error.node
                                << " " << reading.error.property;
    return reading.regions;
}

TEST(Tree, EachWayToSayMemory) {
    EXPECT_EQ(regions_of(R"(
        a@1000 { device_type = "memory"; reg = <0x1000 0x100>; };
        b@2000 { compatible = "other", "mmio-sram"; reg = <0x2000 0x100>; };
        c@3000 { compatible = "shared-multi-heap"; reg = <0x3000 0x100>;
                 capability = "non-cacheable"; };
        d@4000 { zephyr,memory-attr = <0x8>; reg = <0x4000 0x100>; };
        e@5000 { zephyr,memory-region = "E"; reg = <0x5000 0x100>; };
        f@6000 { reg = <0x6000 0x100>; };)"),
              (Regions{{"a@1000", 0x1000, 0x100, cacheable},
                       {"b@2000", 0x2000, 0x100, cacheable},
                       {"c@3000", 0x3000, 0x100, non_cacheable},
                       {"d@4000", 0x4000, 0x100, Attribute{4}},
                       {"E", 0x5000, 0x100, cacheable}}));
}

TEST(Tree, SeveralEntriesSortedEmptyOnesLeftOut) {
    EXPECT_EQ(regions_of("m { " + sram + "reg = <0x3000 0x100 0x9000 0 0x1000 0x200>; };"),
              (Regions{{"m", 0x1000, 0x200, cacheable}, {"m", 0x3000, 0x100, cacheable}}));
}

TEST(Tree, CellsDefaultToTwoAndOne) {
    const Blob blob = Blob::from_text(
        "/dts-v1/; / { m { device_type = \"memory\"; reg = <1 0x1000 0x100>; }; };");
    EXPECT_EQ(read(blob).regions, (Regions{{"m", 0x100001000, 0x100, cacheable}}));
}

TEST(Tree, StatusOfTheNodeAndOfItsAncestors) {
    EXPECT_EQ(regions_of("a { status = \"okay\"; " + sram + "reg = <0x1000 0x100>; };" +
                         "b { status = \"ok\"; " + sram + "reg = <0x2000 0x100>; };" +
                         "c { status = \"disabled\"; " + sram + "reg = <0x3000 0x100>; };" +
                         "d { status = \"reserved\"; #address-cells = <1>; #size-cells = <1>; "
                         "ranges; e { " +
                         sram + "reg = <0x4000 0x100>; }; };"),
              (Regions{{"a", 0x1000, 0x100, cacheable}, {"b", 0x2000, 0x100, cacheable}}));
}

TEST(Tree, RangesThroughTwoBusesOfOtherWidths) {
    const Blob blob = Blob::from_text(R"(/dts-v1/; / {
        #address-cells = <2>; #size-cells = <2>;
        outer { #address-cells = <1>; #size-cells = <1>;
                ranges = <0x0 0x0 0x10000000 0x100>, <0x40000 0x8 0x0 0x10000>;
            inner { #address-cells = <2>; #size-cells = <1>; ranges = <1 0 0x42000 0x1000>;
                m { compatible = "mmio-sram"; reg = <1 0x800 0x800>; };
            };
        };
    };)");
    const Reading reading = read(blob);
    EXPECT_FALSE(reading.error);
    EXPECT_EQ(reading.regions, (Regions{{"m", 0x800002800, 0x800, cacheable}}));
}

TEST(Tree, ReservationsAreCutOut) {
    EXPECT_EQ(regions_of(R"(
        m { device_type = "memory"; reg = <0x10000 0x10000>; };
        reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
            front { reg = <0xf000 0x2000>; };
            middle { reg = <0x14000 0x1000>; no-map; };
            off { reg = <0x16000 0x1000>; status = "disabled"; };
            floating { size = <0x1000>; };
        };)",
                         "/memreserve/ 0x1f000 0x1000;"),
              (Regions{{"m", 0x11000, 0x3000, cacheable}, {"m", 0x15000, 0xa000, cacheable}}));
}

TEST(Tree, AReservationCanBeARegionUnlessItIsNoMap) {
    EXPECT_EQ(regions_of(R"(
        m { device_type = "memory"; reg = <0x10000 0x10000>; };
        reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
            heap { compatible = "shared-multi-heap"; capability = "non-cacheable";
                   reg = <0x10000 0x4000>; };
            attr { zephyr,memory-attr = <0x100>; reg = <0x14000 0x4000>; };
            kept { compatible = "shared-multi-heap"; capability = "cacheable"; no-map;
                   reg = <0x18000 0x4000>; };
            inside { reg = <0x11000 0x1000>; };
        };)"),
              (Regions{{"heap", 0x10000, 0x1000, non_cacheable},
                       {"heap", 0x12000, 0x2000, non_cacheable},
                       {"attr", 0x14000, 0x4000, non_cacheable},
                       {"m", 0x1c000, 0x4000, cacheable}}));
}

TEST(Tree, ChildrenOfAMemoryNodeAreCutOut) {
    EXPECT_EQ(regions_of("m { " + sram + R"(reg = <0x10000 0x1000>;
            #address-cells = <1>; #size-cells = <1>; ranges = <0 0x10000 0x1000>;
            mailbox { reg = <0x100 0x100>; };
            fast { reg = <0x800 0x800>; zephyr,memory-region = "FAST"; };
        };)"),
              (Regions{{"m", 0x10000, 0x100, cacheable},
                       {"m", 0x10200, 0x600, cacheable},
                       {"FAST", 0x10800, 0x800, cacheable}}));
}

TEST(Tree, Priorities) {
    EXPECT_EQ(regions_of("a { " + sram + "reg = <0x1000 0x100>; smh,priority = <2>; };" + "b { " +
                         sram + "reg = <0x2000 0x100>; smh,priority = <(-1)>; };" + "c { " + sram +
                         "reg = <0x3000 0x100>; smh,priority = <0x80000000>; };" + "d { " + sram +
                         "reg = <0x4000 0x100>; smh,priority = <0>; };" + "e { " + sram +
                         "reg = <0x5000 0x100>; };"),
              (Regions{{"a", 0x1000, 0x100, cacheable, 2},
                       {"b", 0x2000, 0x100, cacheable, -1},
                       {"c", 0x3000, 0x100, cacheable, INT32_MIN},
                       {"d", 0x4000, 0x100, cacheable, 0},
                       {"e", 0x5000, 0x100, cacheable, 0}}));
}

TEST(Tree, EachPartOfAMemoryHasItsPriority) {
    EXPECT_EQ(regions_of("m { " + sram + R"(reg = <0x10000 0x1000 0x20000 0x1000>;
            smh,priority = <3>; #address-cells = <1>; #size-cells = <1>; ranges;
            hole { reg = <0x10400 0x400>; };
            own { reg = <0x10c00 0x400>; zephyr,memory-region = "OWN"; };
        };)"),
              (Regions{{"m", 0x10000, 0x400, cacheable, 3},
                       {"m", 0x10800, 0x400, cacheable, 3},
                       {"OWN", 0x10c00, 0x400, cacheable, 0},
                       {"m", 0x20000, 0x1000, cacheable, 3}}));
}

TEST(Tree, AliasOfEachEntryAlsoOfEmptyOnes) {
    EXPECT_EQ(regions_of("m { " + sram +
                         "reg = <0x3000 0x100 0x9000 0 0x1000 0x200>;"
                         "smh,alias = <0x13000 0x3000 0>; };" +
                         "n { " + sram + "reg = <0x5000 0x100>; };"),
              (Regions{{"m", 0x1000, 0x200, cacheable, 0, 0},
                       {"m", 0x3000, 0x100, cacheable, 0, 0x13000},
                       {"n", 0x5000, 0x100, cacheable}}));
}

TEST(Tree, AliasThroughTwoBusesOfOtherWidths) {
    const Blob blob = Blob::from_text(R"(/dts-v1/; / {
        #address-cells = <2>; #size-cells = <2>;
        outer { #address-cells = <1>; #size-cells = <1>;
                ranges = <0x0 0x0 0x10000000 0x1000>, <0x40000 0x8 0x0 0x10000>;
            inner { #address-cells = <2>; #size-cells = <1>;
                    ranges = <1 0 0x42000 0x1000>, <2 0 0x0 0x1000>;
                m { compatible = "mmio-sram"; reg = <1 0x800 0x800>; smh,alias = <2 0x800>; };
            };
        };
    };)");
    EXPECT_EQ(read(blob).regions, (Regions{{"m", 0x800002800, 0x800, cacheable, 0, 0x10000800}}));
}

TEST(Tree, WhatRemainsBesideHolesKeepsItsDistanceToTheAlias) {
    EXPECT_EQ(regions_of("m { " + sram + R"(reg = <0x10000 0x1000>; smh,alias = <0x8000>;
            #address-cells = <1>; #size-cells = <1>; ranges;
            front { reg = <0x10000 0x100>; };
            hole { reg = <0x10400 0x400>; };
            own { reg = <0x10c00 0x200>; zephyr,memory-region = "OWN"; smh,alias = <0x20000>; };
            kept { reg = <0x10f00 0x100>; smh,alias = <1 2 3>; };
        };)",
                         "/memreserve/ 0x10b00 0x100;"),
              (Regions{{"m", 0x10100, 0x300, cacheable, 0, 0x8100},
                       {"m", 0x10800, 0x300, cacheable, 0, 0x8800},
                       {"OWN", 0x10c00, 0x200, cacheable, 0, 0x20000},
                       {"m", 0x10e00, 0x100, cacheable, 0, 0x8e00}}));
}

TEST(Tree, AliasesMayTouchWhatLiesBesideThem) {
    EXPECT_EQ(regions_of("a { " + sram + "reg = <0x1000 0x100>; smh,alias = <0x1100>; };" + "b { " +
                         sram + "reg = <0x1300 0x100>; smh,alias = <0x1200>; };"),
              (Regions{{"a", 0x1000, 0x100, cacheable, 0, 0x1100},
                       {"b", 0x1300, 0x100, cacheable, 0, 0x1200}}));
}

TEST(Tree, TheLastByteOfTheAddressSpace) {
    const Blob blob = Blob::from_text(R"(/dts-v1/; / { #address-cells = <2>; #size-cells = <2>;
        m { device_type = "memory";
            reg = <0xffffffff 0xffff0000 0 0x10000>; }; };)");
    EXPECT_EQ(read(blob).regions, (Regions{{"m", 0xffffffffffff0000, 0x10000, cacheable}}));
    const Blob twice = Blob::from_text(R"(/dts-v1/; / { #address-cells = <2>; #size-cells = <2>;
        m { device_type = "memory"; reg = <0 0x10000 0 0x10000>;
            smh,alias = <0xffffffff 0xffff0000>; }; };)");
    EXPECT_EQ(read(twice).regions,
              (Regions{{"m", 0x10000, 0x10000, cacheable, 0, 0xffffffffffff0000}}));
}

TEST(Tree, MemoryAttributeBits) {
    EXPECT_EQ(devicetree::attributes_from_memory_attr(0), AttributeSet{});
    EXPECT_EQ(devicetree::attributes_from_memory_attr(0xffffffff).bits(), 0xffffffU);
    EXPECT_EQ(devicetree::attributes_from_memory_attr(1U << 8U), AttributeSet{non_cacheable});
    EXPECT_EQ(devicetree::attributes_from_memory_attr(1U << 1U), AttributeSet{Attribute{2}});
    EXPECT_EQ(devicetree::attributes_from_memory_attr(1U << 16U), AttributeSet{Attribute{9}});
    EXPECT_EQ(devicetree::attributes_from_memory_attr(1U << 20U), AttributeSet{Attribute{12}});
    EXPECT_EQ(devicetree::attributes_from_memory_attr(1U << 31U), AttributeSet{Attribute{23}});
    EXPECT_EQ(devicetree::attributes_from_memory_attr(0x8f00U & ~0x100U), AttributeSet{});
    EXPECT_STREQ(devicetree::attribute_name(Attribute{4}), "dma");
    EXPECT_EQ(devicetree::attribute_name(Attribute{24}), nullptr);
}

} // namespace
} // namespace smh::test
