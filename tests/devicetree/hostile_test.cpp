// Blobs from somebody who wants the reader to hang, to crash or to take all memory. Where a blob is
// large, so large that a reader whose time grew with its square would need many minutes.
#include <gtest/gtest.h>

#include <chrono>

#include "devicetree/regions.hpp"
#include "devicetree/writer.hpp"

namespace smh::test {
namespace {

using devicetree::Problem;

constexpr std::uint32_t mebibyte = 1U << 20;
constexpr std::uint32_t all_ones = 0xffffffff;

// A root with one cell for addresses and sizes.
Writer begun() {
    Writer writer;
    writer.begin("");
    writer.cells("#address-cells", {1});
    writer.cells("#size-cells", {1});
    return writer;
}

void add_memory(Writer& writer, std::string_view name, const std::vector<std::uint32_t>& reg) {
    writer.begin(name);
    writer.text("compatible", "mmio-sram");
    writer.cells("reg", reg);
    writer.end();
}

// One region beside what the test is about.
Blob finished(Writer& writer) {
    add_memory(writer, "last", {0xf0000000, 0x1000});
    writer.end();
    return writer.blob();
}

// What is looked for stands behind all that is not.
void begin_bus(Writer& writer, std::string_view name, unsigned others = 0) {
    writer.begin(name);
    for (unsigned number = 0; number < others; ++number) {
        writer.property("x", "");
    }
    writer.cells("#address-cells", {1});
    writer.cells("#size-cells", {1});
    writer.property("ranges", "");
}

// Reads within a time that is generous for a slow machine under a sanitizer.
Reading read_soon(const Blob& blob, std::size_t capacity = 64) {
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    const Reading reading = read(blob, blob.size(), capacity);
    devicetree::check_complete(blob.data(), blob.size());
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds{60});
    EXPECT_EQ(reading.regions.empty(), bool{reading.error});
    return reading;
}

TEST(Hostile, TheWriterWritesWhatIsRead) {
    Writer writer = begun();
    const Reading reading = read_soon(finished(writer));
    EXPECT_EQ(reading.regions, (std::vector<Found>{{"last", 0xf0000000, 0x1000, cacheable}}));
}

TEST(Hostile, HundredThousandLevels) {
    Writer writer = begun();
    constexpr int levels = 100000;
    for (int level = 0; level < levels; ++level) {
        begin_bus(writer, "deep");
    }
    for (int level = 0; level < levels; ++level) {
        writer.end();
    }
    const Reading reading = read_soon(finished(writer));
    EXPECT_EQ(reading.error.problem, Problem::too_deep);
    EXPECT_EQ(reading.error.node, "deep");
}

TEST(Hostile, ManyNodesInOneOfManyProperties) {
    Writer writer = begun();
    begin_bus(writer, "many", 300000);
    for (int child = 0; child < 300000; ++child) {
        writer.begin("c");
        writer.end();
    }
    writer.end();
    EXPECT_EQ(read_soon(finished(writer)).regions.size(), 1U);
}

TEST(Hostile, ManyNodesInOneWithALongName) {
    Writer writer = begun();
    writer.begin(std::string(4 * mebibyte, 'n'));
    for (int child = 0; child < 300000; ++child) {
        writer.begin("c");
        writer.end();
    }
    writer.end();
    EXPECT_EQ(read_soon(finished(writer)).regions.size(), 1U);
}

TEST(Hostile, ManyPropertiesWithOneLongName) {
    for (const std::uint32_t length : {255U, 256U, 4 * mebibyte}) {
        Writer writer = begun();
        const std::uint32_t place = writer.add_name(std::string(length, 'n'));
        writer.begin("many");
        for (int number = 0; number < 300000; ++number) {
            writer.property_at(place, "");
        }
        writer.end();
        const Reading reading = read_soon(finished(writer));
        EXPECT_EQ(reading.error.problem, length > 255 ? Problem::truncated : Problem::none);
    }
}

TEST(Hostile, ManyEntriesBelowManyProperties) {
    Writer writer = begun();
    begin_bus(writer, "reserved-memory", 300000);
    writer.begin("holes");
    writer.property("reg", Writer::bytes_of(std::vector<std::uint32_t>(1000000, 1)));
    writer.end();
    writer.end();
    EXPECT_EQ(read_soon(finished(writer)).regions.size(), 1U);
}

TEST(Hostile, ManyEntriesBesideManyProperties) {
    Writer writer = begun();
    begin_bus(writer, "many", 500000);
    writer.text("compatible", "mmio-sram");
    std::vector<std::uint32_t> reg;
    for (std::uint32_t number = 0; number < 1000; ++number) {
        reg.insert(reg.end(), {number * 0x1000, 0x1000});
    }
    writer.cells("reg", reg);
    writer.cells("smh,alias", std::vector<std::uint32_t>(1000, 0xe0000000));
    writer.cells("zephyr,memory-attr", {1});
    writer.cells("smh,priority", {1});
    writer.end();
    EXPECT_EQ(read_soon(finished(writer), 2000).error.problem, Problem::overlap);
}

TEST(Hostile, ManyRanges) {
    for (const std::uint32_t count : {256U, 257U, 300000U}) {
        Writer writer = begun();
        writer.begin("bus");
        writer.cells("#address-cells", {1});
        writer.cells("#size-cells", {1});
        std::vector<std::uint32_t> ranges((count - 1) * 3, 0);
        ranges.insert(ranges.end(), {0, 0, 0x10000});
        writer.cells("ranges", ranges);
        add_memory(writer, "m", std::vector<std::uint32_t>{0x1000, 0x1000});
        writer.end();
        const Reading reading = read_soon(finished(writer));
        EXPECT_EQ(reading.error.problem, count > 256 ? Problem::bad_property : Problem::none);
        EXPECT_EQ(reading.error.property, count > 256 ? "ranges" : "");
    }
}

TEST(Hostile, ManyReservations) {
    Writer writer = begun();
    for (std::uint64_t number = 0; number < 500000; ++number) {
        writer.reserve(number << 32, 0x1000);
    }
    EXPECT_EQ(read_soon(finished(writer)).regions.size(), 1U);
}

TEST(Hostile, LongNamesOfRegions) {
    for (const std::uint32_t length : {255U, 256U, mebibyte}) {
        const std::string name(length, 'r');
        Writer by_node = begun();
        add_memory(by_node, name, {0x1000, 0x1000});
        Writer by_property = begun();
        by_property.begin("m");
        by_property.text("zephyr,memory-region", name);
        by_property.cells("reg", {0x1000, 0x1000});
        by_property.end();
        const Problem expected = length > 255 ? Problem::bad_property : Problem::none;
        EXPECT_EQ(read_soon(finished(by_node)).error.problem, expected);
        EXPECT_EQ(read_soon(finished(by_property)).error.problem, expected);
    }
}

TEST(Hostile, EachWordOfTheHeader) {
    Writer writer = begun();
    const Blob good = finished(writer);
    for (int field = Writer::total; field <= Writer::structure_size; ++field) {
        for (const std::uint32_t value :
             {0U, 1U, 39U, 40U, static_cast<std::uint32_t>(good.size()) + 1, 0x7fffffffU,
              0x80000000U, all_ones - 3, all_ones}) {
            const Reading reading = read_soon(writer.blob(field, value));
            const bool harmless = field == Writer::processor ||
                                  (field == Writer::version && value > 17) ||
                                  (field == Writer::compatible && value < 17);
            EXPECT_TRUE(harmless || reading.error || reading.regions.size() == 1)
                << field << " " << value;
        }
    }
}

TEST(Hostile, VersionsWithoutSizes) {
    Writer writer = begun();
    finished(writer);
    EXPECT_EQ(read(writer.blob(Writer::version, 16)).error.problem, Problem::not_a_devicetree);
    EXPECT_FALSE(read(writer.blob(Writer::version, 17)).error);
}

TEST(Hostile, LengthsThatPassTheEnd) {
    for (const std::uint32_t length :
         {0x100U, 0x7ffffff0U, 0x7fffffffU, 0x80000000U, all_ones - 19, all_ones - 15,
          all_ones - 14, all_ones - 13, all_ones - 12, all_ones - 11, all_ones - 10, all_ones - 7,
          all_ones - 3, all_ones}) {
        Writer writer = begun();
        writer.raw(3);
        writer.raw(length);
        writer.raw(0);
        EXPECT_EQ(read_soon(finished(writer)).error.problem, Problem::truncated) << length;
    }
}

TEST(Hostile, NamesThatPassTheEnd) {
    for (const std::uint32_t place : {0x1000U, 0x7fffffffU, 0x80000000U, all_ones}) {
        Writer writer = begun();
        writer.property_at(place, "value");
        EXPECT_EQ(read_soon(finished(writer)).error.problem, Problem::truncated) << place;
    }
    Writer writer = begun();
    finished(writer);
    const Blob blob = writer.blob();
    const auto names = static_cast<std::uint32_t>(blob.size());
    EXPECT_EQ(read_soon(writer.blob(Writer::names, names)).error.problem, Problem::truncated);
}

TEST(Hostile, Structure) {
    for (const std::vector<std::uint32_t>& words : std::vector<std::vector<std::uint32_t>>{
             {2, 2, 2}, {5}, {0}, {9}, {all_ones}, {1, all_ones}, {1}, {3}, {3, 4}}) {
        Writer writer = begun();
        for (const std::uint32_t word : words) {
            writer.raw(word);
        }
        EXPECT_TRUE(read_soon(writer.blob()).error) << words.front();
    }
}

TEST(Hostile, CellsOfFourBillion) {
    for (const std::uint32_t count : {0U, 3U, 258U, 0x100U, 0x101U, 0x80000001U, all_ones}) {
        for (const char* const name : {"#address-cells", "#size-cells"}) {
            Writer writer = begun();
            writer.begin("bus");
            writer.cells(name, {count});
            writer.property("ranges", "");
            add_memory(writer, "m", {0x1000, 0x1000});
            writer.end();
            const Reading reading = read_soon(finished(writer));
            EXPECT_EQ(reading.error.problem, Problem::bad_cells) << name << " " << count;
            EXPECT_EQ(reading.error.property, name);
        }
    }
}

TEST(Hostile, HandlesThatFormACycle) {
    Writer writer = begun();
    for (const std::uint32_t handle : {1U, 2U}) {
        writer.begin(handle == 1 ? "a" : "b");
        writer.text("compatible", "mmio-sram");
        writer.cells("phandle", {handle});
        writer.cells("memory-region", {3 - handle});
        writer.cells("interrupt-parent", {3 - handle});
        writer.cells("reg", {handle * 0x1000, 0x1000});
        writer.end();
    }
    EXPECT_EQ(read_soon(finished(writer)).regions.size(), 3U);
}

} // namespace
} // namespace smh::test
