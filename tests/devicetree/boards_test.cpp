// Whole boards: the project's own, and the machines that QEMU describes.
#include <gtest/gtest.h>

#include "devicetree/regions.hpp"

namespace smh::test {
namespace {

using Regions = std::vector<Found>;

constexpr Attribute non_volatile{2};
constexpr Attribute dma{4};
constexpr Attribute readable{5};
constexpr Attribute writable{6};
constexpr Attribute executable{7};
constexpr Attribute shareable{8};

Reading board(const std::string& name) {
    return read(Blob::from_dts(std::string{BOARDS "/"} + name));
}

TEST(Boards, Microcontroller) {
    const Reading reading = board("microcontroller.dts");
    EXPECT_FALSE(reading.error);
    const AttributeSet axi{cacheable, readable, writable};
    const Regions expected{
        {"ITCM", 0, 0x10000, {non_cacheable, readable, writable, executable}},
        {"DTCM", 0x20000000, 0x20000, {non_cacheable, readable, writable}, 1},
        {"AXI_SRAM", 0x24000000, 0x70000, axi},
        {"AXI_SRAM", 0x24078000, 0x8000, axi},
        {"DMA", 0x30000000, 0x8000, {non_cacheable, dma, readable, writable}, 0, 0x10000000},
        {"BACKUP", 0x38800000, 0x1000, {non_cacheable, non_volatile, readable, writable}},
        {"memory@c0000000", 0xc0000000, 0x200000, cacheable},
        {"memory@c0000000", 0xc0300000, 0x400000, cacheable},
        {"network_buffers@c0700000", 0xc0700000, 0x80000, non_cacheable},
        {"memory@c0000000", 0xc0780000, 0x80000, cacheable},
    };
    EXPECT_EQ(reading.regions, expected);
}

TEST(Boards, ApplicationProcessor) {
    const Reading reading = board("application-processor.dts");
    EXPECT_FALSE(reading.error);
    const AttributeSet sram{cacheable, readable, writable, executable, shareable};
    AttributeSet little = sram;
    little.insert(Attribute{12});
    AttributeSet big = sram;
    big.insert(Attribute{13});
    const Regions expected{
        {"LITTLE_SRAM", 0x10000000, 0x3f000, little},
        {"BIG_SRAM", 0x10100000, 0x80000, big},
        {"memory@80000000", 0x80200000, 0x2e00000, cacheable},
        {"dma_pool@83000000", 0x83000000, 0x800000, {non_cacheable, dma, readable, writable}},
        {"memory@80000000", 0x83800000, 0x800000, cacheable},
        {"memory@80000000", 0x880000000, 0x4000000, cacheable},
    };
    EXPECT_EQ(reading.regions, expected);
}

Reading qemu(const std::string& program, const std::string& machine, const std::string& memory) {
    const std::string dump = WORK "/" + machine + memory + ".dtb";
    const std::string command = program + " -M " + machine + ",dumpdtb=" + dump +
                                " -nodefaults -display none -m " + memory + " >/dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return read(Blob::from_file(dump));
}

TEST(Qemu, Aarch64) {
    const Reading reading = qemu(QEMU_AARCH64, "virt", "384M");
    EXPECT_FALSE(reading.error);
    EXPECT_EQ(reading.regions, (Regions{{"memory@40000000", 0x40000000, 384U << 20U, cacheable}}));
}

TEST(Qemu, Aarch64LargerThan32Bits) {
    const Reading reading = qemu(QEMU_AARCH64, "virt", "8G");
    EXPECT_FALSE(reading.error);
    EXPECT_EQ(reading.regions,
              (Regions{{"memory@40000000", 0x40000000, std::uint64_t{8} << 30U, cacheable}}));
}

TEST(Qemu, Arm) {
    const Reading reading = qemu(QEMU_ARM, "virt", "96M");
    EXPECT_FALSE(reading.error);
    EXPECT_EQ(reading.regions, (Regions{{"memory@40000000", 0x40000000, 96U << 20U, cacheable}}));
}

} // namespace
} // namespace smh::test
