// What is open in a blob that read takes.
#include <gtest/gtest.h>

#include "devicetree/regions.hpp"

namespace smh::test {
namespace {

using devicetree::Problem;

const std::string good = "good { compatible = \"mmio-sram\"; reg = <0x1000 0x100>; }; ";

Refusal open_in(const std::string& inside) {
    const Blob blob =
        Blob::from_text("/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; " + inside + " };");
    const auto error = devicetree::check_complete(blob.data(), blob.size());
    return {error.problem, error.node, error.property, error.other};
}

void expect_open(const std::string& inside, Problem problem, const std::string& property) {
    const Refusal refusal = open_in(good + inside);
    EXPECT_EQ(refusal.problem, problem) << describe(refusal.problem);
    EXPECT_EQ(refusal.node, "bad");
    EXPECT_EQ(refusal.property, property);
}

TEST(Complete, BoardsOfTheProject) {
    for (const char* const board : {"microcontroller", "application-processor"}) {
        const Blob blob = Blob::from_dts(std::string{BOARDS "/"} + board + ".dts");
        EXPECT_FALSE(devicetree::check_complete(blob.data(), blob.size())) << board;
    }
}

TEST(Complete, Sizes) {
    EXPECT_FALSE(open_in(good));
    expect_open("bad { device_type = \"memory\"; };", Problem::no_size, "reg");
    expect_open("bad { device_type = \"memory\"; reg = <0x4000 0>; };", Problem::no_size, "reg");
    expect_open("bad { device_type = \"memory\"; reg = <0x4000 1 0x5000 0>; };", Problem::no_size,
                "reg");
}

TEST(Complete, Attributes) {
    const std::string reg = "reg = <0x4000 0x100>; };";
    expect_open("bad { zephyr,memory-attr = <0>; " + reg, Problem::no_attribute,
                "zephyr,memory-attr");
    expect_open("bad { compatible = \"shared-multi-heap\"; " + reg, Problem::no_attribute,
                "capability");
    expect_open("bad { zephyr,memory-attr = <0x101>; " + reg, Problem::bad_property,
                "zephyr,memory-attr");
    EXPECT_FALSE(open_in("a { zephyr,memory-attr = <0>; capability = \"cacheable\"; " + reg));
    EXPECT_FALSE(
        open_in("a { compatible = \"shared-multi-heap\"; zephyr,memory-attr = <8>; " + reg));
    EXPECT_FALSE(open_in("a { zephyr,memory-region = \"A\"; " + reg));
}

TEST(Complete, Priorities) {
    expect_open("bad { compatible = \"mmio-sram\"; reg = <0x4000 0x100>; smh,priority = <1 2>; };",
                Problem::bad_property, "smh,priority");
}

TEST(Complete, Aliases) {
    const std::string bad = "bad { compatible = \"mmio-sram\"; reg = <0x4000 0x100>; smh,alias = ";
    EXPECT_FALSE(open_in(bad + "<0x8000>; };"));
    expect_open(bad + "<0x8000 0x9000>; };", Problem::bad_property, "smh,alias");
}

TEST(Complete, WhatIsNoRegionDoesNotCount) {
    EXPECT_FALSE(open_in("a { device_type = \"memory\"; status = \"disabled\"; };"));
    EXPECT_FALSE(open_in("a { #address-cells = <1>; }; b { reg = <0x4000 0>; };"));
    EXPECT_FALSE(open_in("reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;"
                         " a { compatible = \"shared-multi-heap\"; no-map; }; };"));
}

TEST(Complete, NoDevicetree) {
    EXPECT_EQ(devicetree::check_complete(nullptr, 100).problem, Problem::not_a_devicetree);
    const Blob blob = Blob::from_dts(BOARDS "/microcontroller.dts");
    EXPECT_EQ(devicetree::check_complete(blob.data(), blob.size() - 8).problem, Problem::truncated);
}

} // namespace
} // namespace smh::test
