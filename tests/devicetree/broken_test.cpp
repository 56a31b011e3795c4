// Blobs that are wrong: an error that says where, and no region.
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "devicetree/regions.hpp"

namespace smh::test {
namespace {

using devicetree::Problem;

void expect_error(const Reading& reading, Problem problem, const std::string& node,
                  const std::string& property) {
    EXPECT_EQ(reading.error.problem, problem) << describe(reading.error.problem);
    EXPECT_EQ(reading.error.node, node);
    EXPECT_EQ(reading.error.property, property);
    EXPECT_TRUE(reading.regions.empty());
}

const std::string sram = "compatible = \"mmio-sram\"; ";

TEST(Broken, NoDevicetree) {
    Blob blob = Blob::from_dts(BOARDS "/microcontroller.dts");
    std::size_t count = 1;
    EXPECT_EQ(devicetree::read(nullptr, 100, nullptr, 0, count).problem, Problem::not_a_devicetree);
    EXPECT_EQ(count, 0U);
    EXPECT_EQ(devicetree::read(blob.bytes() + 4, 100, nullptr, 0, count).problem,
              Problem::not_a_devicetree);
    blob.bytes()[0] = 0;
    expect_error(read(blob), Problem::not_a_devicetree, "/", "");
}

TEST(Broken, EveryTruncation) {
    const Blob blob = Blob::from_dts(BOARDS "/microcontroller.dts");
    for (std::size_t size = 0; size < blob.size(); ++size) {
        const auto expected = size < 4 ? Problem::not_a_devicetree : Problem::truncated;
        // A copy that ends where it says, so that a sanitizer sees a read behind it.
        const auto* const words = static_cast<const std::uint64_t*>(blob.data());
        const std::vector<std::uint64_t> copy(words, words + size / 8);
        std::size_t count = 1;
        devicetree::Entry entries[32];
        const auto error = devicetree::read(copy.data(), copy.size() * 8, entries, 32, count);
        EXPECT_TRUE(error) << size;
        EXPECT_EQ(count, 0U);
        EXPECT_EQ(read(blob, size).error.problem, expected) << size;
    }
}

// Whatever the bytes, regions that are returned are what read promises.
void expect_sound(const Blob& blob) {
    const Reading reading = read(blob, blob.size(), 32);
    RC_ASSERT(reading.regions.empty() == bool{reading.error});
    if (!reading.error) {
        const auto error = devicetree::check_complete(blob.data(), blob.size());
        RC_ASSERT(!error || error.problem == Problem::no_size ||
                  error.problem == Problem::no_attribute);
    }
    std::uint64_t next = 0;
    for (const Found& region : reading.regions) {
        RC_ASSERT(region.size != 0);
        RC_ASSERT(region.address >= next);
        RC_ASSERT(region.address + (region.size - 1) >= region.address);
        RC_ASSERT(region.attributes.valid());
        next = region.address + (region.size - 1);
        RC_ASSERT(!region.alias || *region.alias + (region.size - 1) >= *region.alias);
    }
}

RC_GTEST_PROP(Broken, FlippedBytes, ()) {
    static const Blob boards[] = {Blob::from_dts(BOARDS "/microcontroller.dts"),
                                  Blob::from_dts(BOARDS "/application-processor.dts")};
    Blob blob = boards[*rc::gen::inRange(0, 2)];
    const auto flips = *rc::gen::inRange(1, 6);
    for (int flip = 0; flip < flips; ++flip) {
        const auto at = *rc::gen::inRange<std::size_t>(0, blob.size());
        blob.bytes()[at] = *rc::gen::arbitrary<char>();
    }
    expect_sound(blob);
}

TEST(Broken, Cells) {
    expect_error(read_tree("b { #address-cells = <3>; #size-cells = <1>; ranges; m { " + sram +
                           "reg = <0 0 0 1>; }; };"),
                 Problem::bad_cells, "b", "#address-cells");
    expect_error(read_tree("b { #address-cells = <1>; #size-cells = <0>; ranges; m { " + sram +
                           "reg = <0>; }; };"),
                 Problem::bad_cells, "b", "#size-cells");
    expect_error(read_tree("b { #address-cells = [00 01]; #size-cells = <1>; ranges; m { " + sram +
                           "reg = <0 1>; }; };"),
                 Problem::bad_cells, "b", "#address-cells");
}

TEST(Broken, LengthOfReg) {
    expect_error(read_tree("m { " + sram + "reg = <0x1000 0x100 0x2000>; };"),
                 Problem::bad_property, "m", "reg");
    expect_error(read_tree("m { " + sram + "reg = [00 00 10]; };"), Problem::bad_property, "m",
                 "reg");
}

TEST(Broken, Values) {
    const std::string reg = "reg = <0x1000 0x100>; ";
    expect_error(read_tree("m { zephyr,memory-attr = <1 2>; " + reg + "};"), Problem::bad_property,
                 "m", "zephyr,memory-attr");
    expect_error(read_tree("m { zephyr,memory-attr = <0x101>; " + reg + "};"),
                 Problem::bad_property, "m", "zephyr,memory-attr");
    expect_error(read_tree("m { zephyr,memory-region = <0x41424344>; " + reg + "};"),
                 Problem::bad_property, "m", "zephyr,memory-region");
    expect_error(
        read_tree("m { compatible = \"shared-multi-heap\"; capability = \"cache\"; " + reg + "};"),
        Problem::bad_property, "m", "capability");
}

TEST(Broken, Priorities) {
    for (const std::string value : {"<0 1>", "[01]", "\"high\"", "[]"}) {
        expect_error(
            read_tree("m { " + sram + "reg = <0x1000 0x100>; smh,priority = " + value + "; };"),
            Problem::bad_property, "m", "smh,priority");
    }
    expect_error(read_tree("m { " + sram + "reg = <0x1000 0x100>; smh,priority; };"),
                 Problem::bad_property, "m", "smh,priority");
}

TEST(Broken, LengthOfAliases) {
    const std::string two = "m { " + sram + "reg = <0x1000 0x100 0x2000 0x100>; smh,alias";
    for (const std::string value : {"", " = <0x8000>", " = <0x8000 0x9000 0xa000>",
                                    " = [00 00 80 00 00 00 90]", " = \"elsewhere\""}) {
        expect_error(read_tree(two + value + "; };"), Problem::bad_property, "m", "smh,alias");
    }
    EXPECT_FALSE(read_tree(two + " = <0x8000 0x9000>; };").error);
    // Only the one that is a region has to make sense.
    EXPECT_FALSE(read_tree(two + " = <0x8000 0x9000>; status = \"okay\"; };" +
                           "off { status = \"disabled\"; smh,alias; };")
                     .error);
}

TEST(Broken, AliasesThatNoBusTranslates) {
    const std::string bus = "b { #address-cells = <1>; #size-cells = <1>; ";
    const std::string child = "m { " + sram + "reg = <0x1000 0x100>; smh,alias = <0x2f80>; }; };";
    const Reading reading = read_tree(bus + "ranges = <0 0 0x2000>; " + child);
    expect_error(reading, Problem::bad_ranges, "b", "ranges");
    EXPECT_EQ(reading.error.other, "m");
    // All of the window, not only its begin.
    expect_error(read_tree(bus + "ranges = <0 0 0x3000>; " + child), Problem::bad_ranges, "b",
                 "ranges");
    EXPECT_FALSE(read_tree(bus + "ranges = <0 0 0x3080>; " + child).error);
}

TEST(Broken, AliasesThatWrap) {
    const std::string root = "/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; ";
    expect_error(read(Blob::from_text(root + "m { " + sram + "reg = <0 0x1000 0 0x101>; " +
                                      "smh,alias = <0xffffffff 0xffffff00>; }; };")),
                 Problem::wraps, "m", "smh,alias");
    expect_error(
        read(Blob::from_text(root +
                             "b { #address-cells = <1>; #size-cells = <1>; ranges = "
                             "<0 0 0 0x1000>, <0x1000 0xffffffff 0xffffff00 0x1000>; m { " +
                             sram + "reg = <0x80 0x100>; smh,alias = <0x1080>; }; }; };")),
        Problem::wraps, "b", "ranges");
}

// `other` is what the alias of b collides with.
void expect_collision(const std::string& nodes, const std::string& other) {
    const Reading reading = read_tree(nodes);
    expect_error(reading, Problem::overlap, "b", "smh,alias");
    EXPECT_EQ(reading.error.other, other);
    const Blob blob =
        Blob::from_text("/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; " + nodes + "};");
    devicetree::Entry entries[4];
    std::size_t count = 0;
    EXPECT_FALSE(devicetree::collect(blob.data(), blob.size(), entries, 4, count));
    EXPECT_EQ(count, 2U);
}

TEST(Broken, AliasesThatOverlap) {
    const std::string a = "a { " + sram + "reg = <0x1000 0x100>; ";
    const std::string b = "b { " + sram + "reg = <0x2000 0x100>; smh,alias = ";
    expect_collision(a + "}; " + b + "<0x10ff>; };", "a");
    expect_collision(a + "}; " + b + "<0xf01>; };", "a");
    expect_collision(a + "}; " + b + "<0x2000>; };", "b");
    expect_collision(a + "}; " + b + "<0x20ff>; };", "b");
    expect_collision(a + "smh,alias = <0x8000>; }; " + b + "<0x8000>; };", "a");
    expect_collision(a + "smh,alias = <0x8000>; }; " + b + "<0x7f01>; };", "a");
    EXPECT_FALSE(read_tree(a + "smh,alias = <0x8000>; }; " + b + "<0x7f00>; };").error);
}

TEST(Broken, Ranges) {
    const std::string child = "m { " + sram + "reg = <0x1000 0x100>; }; };";
    const std::string bus = "b { #address-cells = <1>; #size-cells = <1>; ";
    expect_error(read_tree(bus + child), Problem::bad_ranges, "b", "ranges");
    expect_error(read_tree(bus + "ranges = <0x1080 0 0x1000>; " + child), Problem::bad_ranges, "b",
                 "ranges");
    const Reading straddling = read_tree(bus + "ranges = <0 0 0x1080>; " + child);
    expect_error(straddling, Problem::bad_ranges, "b", "ranges");
    EXPECT_EQ(straddling.error.other, "m");
    expect_error(read_tree(bus + "ranges = <0 0>; " + child), Problem::bad_property, "b", "ranges");
}

TEST(Broken, Wraps) {
    const std::string root = "/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; ";
    const std::string beyond = "reg = <0xffffffff 0xffff0000 0 0x10001>; ";
    expect_error(read(Blob::from_text(root + "m { " + sram + beyond + "}; };")), Problem::wraps,
                 "m", "reg");
    expect_error(read(Blob::from_text(root +
                                      "b { #address-cells = <1>; #size-cells = <1>; ranges = "
                                      "<0 0xffffffff 0xffffff00 0x1000>; m { " +
                                      sram + "reg = <0x80 0x100>; }; }; };")),
                 Problem::wraps, "b", "ranges");
    expect_error(
        read(Blob::from_text("/dts-v1/; /memreserve/ 0xffffffffffff0000 0x10001; " +
                             root.substr(9) + "m { " + sram + "reg = <0 0 0 0x100>; }; };")),
        Problem::wraps, "memory reservation block", "");
}

TEST(Broken, Overlap) {
    const std::string inside =
        "a { " + sram + "reg = <0x1000 0x100>; }; b { " + sram + "reg = <0x10ff 0x100>; };";
    const Reading reading = read_tree(inside);
    expect_error(reading, Problem::overlap, "b", "reg");
    EXPECT_EQ(reading.error.other, "a");
    expect_error(read_tree("a { " + sram + "reg = <0x1000 0x100 0x1000 0x100>; };"),
                 Problem::overlap, "a", "reg");
    const Blob blob =
        Blob::from_text("/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; " + inside + "};");
    devicetree::Entry entries[4];
    std::size_t count = 0;
    EXPECT_FALSE(devicetree::collect(blob.data(), blob.size(), entries, 4, count));
    EXPECT_EQ(count, 2U);
}

TEST(Broken, OverlappingParts) {
    expect_error(read_tree(R"(reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
        a { compatible = "shared-multi-heap"; capability = "cacheable"; reg = <0x1000 0x100>; };
        b { compatible = "shared-multi-heap"; capability = "cacheable"; reg = <0x1000 0x100>; };
    };)"),
                 Problem::overlap, "b", "reg");
}

TEST(Broken, NoMemory) {
    expect_error(read_tree(""), Problem::no_memory, "/", "");
    expect_error(read_tree("m { device_type = \"memory\"; reg = <0 0>; };"), Problem::no_memory,
                 "/", "");
}

TEST(Broken, TooManyRegions) {
    const Blob blob = Blob::from_dts(BOARDS "/microcontroller.dts");
    EXPECT_EQ(read(blob, blob.size(), 10).regions.size(), 10U);
    for (std::size_t capacity = 0; capacity < 10; ++capacity) {
        const Reading reading = read(blob, blob.size(), capacity);
        EXPECT_EQ(reading.error.problem, Problem::table_full);
        EXPECT_TRUE(reading.regions.empty());
    }
}

TEST(Broken, TooDeep) {
    std::string inside = "m { " + sram + "reg = <0x1000 0x100>; };";
    for (int depth = 0; depth < devicetree::max_depth - 2; ++depth) {
        inside = "b { #address-cells = <1>; #size-cells = <1>; ranges; " + inside + " };";
    }
    EXPECT_EQ(read_tree(inside).regions.size(), 1U);
    expect_error(
        read_tree("b { #address-cells = <1>; #size-cells = <1>; ranges; " + inside + " };"),
        Problem::too_deep, "m", "");
}

TEST(Broken, EachProblemHasASentenceOfItsOwn) {
    std::set<std::string> sentences;
    unsigned number = 0;
    for (; describe(static_cast<Problem>(number)) != std::string{"unknown problem"}; ++number) {
        ASSERT_LT(number, 255U);
        EXPECT_TRUE(sentences.insert(describe(static_cast<Problem>(number))).second) << number;
    }
    EXPECT_GT(number, static_cast<unsigned>(Problem::table_full));
}

TEST(Broken, CellsOfABusAboveTheMemory) {
    expect_error(read_tree("outer { #address-cells = <1>; #size-cells = <9>; ranges; "
                           "inner { #address-cells = <1>; #size-cells = <1>; ranges; m { " +
                           sram + "reg = <0x1000 0x100>; }; }; };"),
                 Problem::bad_cells, "outer", "#size-cells");
}

TEST(Broken, ReservationsOfNothingAreNone) {
    EXPECT_EQ(
        read_tree("m { " + sram + "reg = <0x1000 0x100>; };", "/memreserve/ 0x1010 0;").regions,
        (std::vector<Found>{{"m", 0x1000, 0x100, cacheable}}));
}

} // namespace
} // namespace smh::test
