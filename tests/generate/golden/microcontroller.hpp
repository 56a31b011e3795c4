// Made by smh generate from microcontroller.dts: change that, not this.
#pragma once

#include <smh/linked_region.hpp>

namespace smh::board {

inline constexpr const char* model = "Example microcontroller";

// The attributes that its regions have.
inline constexpr Attribute cacheable{0};
inline constexpr Attribute non_cacheable{1};
inline constexpr Attribute non_volatile{2};
inline constexpr Attribute dma{4};
inline constexpr Attribute readable{5};
inline constexpr Attribute writable{6};
inline constexpr Attribute executable{7};

// From the linker script that was made with this file.
extern "C" {
extern const unsigned char __smh_ITCM_begin[];
extern const unsigned char __smh_ITCM_end[];
extern const unsigned char __smh_DTCM_begin[];
extern const unsigned char __smh_DTCM_end[];
extern const unsigned char __smh_AXI_SRAM_begin[];
extern const unsigned char __smh_AXI_SRAM_end[];
extern const unsigned char __smh_AXI_SRAM_2_begin[];
extern const unsigned char __smh_AXI_SRAM_2_end[];
extern const unsigned char __smh_DMA_begin[];
extern const unsigned char __smh_DMA_end[];
extern const unsigned char __smh_BACKUP_begin[];
extern const unsigned char __smh_BACKUP_end[];
extern const unsigned char __smh_memory_c0000000_begin[];
extern const unsigned char __smh_memory_c0000000_end[];
extern const unsigned char __smh_memory_c0000000_2_begin[];
extern const unsigned char __smh_memory_c0000000_2_end[];
extern const unsigned char __smh_network_buffers_c0700000_begin[];
extern const unsigned char __smh_network_buffers_c0700000_end[];
extern const unsigned char __smh_memory_c0000000_3_begin[];
extern const unsigned char __smh_memory_c0000000_3_end[];
}

// By address. The linker says what is free of each: behind what it placed there.
// Behind the attributes: the priority, and how far it is to where the same memory is mapped
// a second time.
inline constexpr LinkedRegion regions[] = {
    // 0x00000000, 64 KiB
    {"ITCM", __smh_ITCM_begin, __smh_ITCM_end,
     {non_cacheable, readable, writable, executable}},
    // 0x20000000, 128 KiB
    {"DTCM", __smh_DTCM_begin, __smh_DTCM_end,
     {non_cacheable, readable, writable}, 1},
    // 0x24000000, 448 KiB
    {"AXI_SRAM", __smh_AXI_SRAM_begin, __smh_AXI_SRAM_end,
     {cacheable, readable, writable}},
    // 0x24078000, 32 KiB
    {"AXI_SRAM", __smh_AXI_SRAM_2_begin, __smh_AXI_SRAM_2_end,
     {cacheable, readable, writable}},
    // 0x30000000, 32 KiB, also at 0x10000000
    {"DMA", __smh_DMA_begin, __smh_DMA_end,
     {non_cacheable, dma, readable, writable}, 0, 0x10000000ULL - 0x30000000ULL},
    // 0x38800000, 4 KiB
    {"BACKUP", __smh_BACKUP_begin, __smh_BACKUP_end,
     {non_cacheable, non_volatile, readable, writable}},
    // 0xc0000000, 2 MiB
    {"memory@c0000000", __smh_memory_c0000000_begin, __smh_memory_c0000000_end,
     {cacheable}},
    // 0xc0300000, 4 MiB
    {"memory@c0000000", __smh_memory_c0000000_2_begin, __smh_memory_c0000000_2_end,
     {cacheable}},
    // 0xc0700000, 512 KiB
    {"network_buffers@c0700000", __smh_network_buffers_c0700000_begin, __smh_network_buffers_c0700000_end,
     {non_cacheable}},
    // 0xc0780000, 512 KiB
    {"memory@c0000000", __smh_memory_c0000000_3_begin, __smh_memory_c0000000_3_end,
     {cacheable}},
};

static_assert(config::max_regions >= 10,
              "the board has 10 regions: build smh with SMH_MAX_REGIONS=10 or more");

} // namespace smh::board
