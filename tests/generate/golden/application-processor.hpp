// Made by smh generate from application-processor.dts: change that, not this.
#pragma once

#include <smh/linked_region.hpp>

namespace smh::board {

inline constexpr const char* model = "Example application processor";

// The attributes that its regions have.
inline constexpr Attribute cacheable{0};
inline constexpr Attribute non_cacheable{1};
inline constexpr Attribute dma{4};
inline constexpr Attribute readable{5};
inline constexpr Attribute writable{6};
inline constexpr Attribute executable{7};
inline constexpr Attribute shareable{8};
inline constexpr Attribute architecture_0{12};
inline constexpr Attribute architecture_1{13};

// From the linker script that was made with this file.
extern "C" {
extern const unsigned char __smh_LITTLE_SRAM_begin[];
extern const unsigned char __smh_LITTLE_SRAM_end[];
extern const unsigned char __smh_BIG_SRAM_begin[];
extern const unsigned char __smh_BIG_SRAM_end[];
extern const unsigned char __smh_memory_80000000_begin[];
extern const unsigned char __smh_memory_80000000_end[];
extern const unsigned char __smh_dma_pool_83000000_begin[];
extern const unsigned char __smh_dma_pool_83000000_end[];
extern const unsigned char __smh_memory_80000000_2_begin[];
extern const unsigned char __smh_memory_80000000_2_end[];
extern const unsigned char __smh_memory_80000000_3_begin[];
extern const unsigned char __smh_memory_80000000_3_end[];
}

// By address. The linker says what is free of each: behind what it placed there.
inline constexpr LinkedRegion regions[] = {
    // 0x10000000, 252 KiB
    {"LITTLE_SRAM", __smh_LITTLE_SRAM_begin, __smh_LITTLE_SRAM_end,
     {cacheable, readable, writable, executable, shareable, architecture_0}},
    // 0x10100000, 512 KiB
    {"BIG_SRAM", __smh_BIG_SRAM_begin, __smh_BIG_SRAM_end,
     {cacheable, readable, writable, executable, shareable, architecture_1}},
    // 0x80200000, 46 MiB
    {"memory@80000000", __smh_memory_80000000_begin, __smh_memory_80000000_end,
     {cacheable}},
    // 0x83000000, 8 MiB
    {"dma_pool@83000000", __smh_dma_pool_83000000_begin, __smh_dma_pool_83000000_end,
     {non_cacheable, dma, readable, writable}},
    // 0x83800000, 8 MiB
    {"memory@80000000", __smh_memory_80000000_2_begin, __smh_memory_80000000_2_end,
     {cacheable}},
    // 0x880000000, 64 MiB
    {"memory@80000000", __smh_memory_80000000_3_begin, __smh_memory_80000000_3_end,
     {cacheable}},
};

static_assert(config::max_regions >= 6,
              "the board has 6 regions: build smh with SMH_MAX_REGIONS=6 or more");
static_assert(sizeof(void*) > 4,
              "node memory@80000000: the range at 0x880000000 reaches the end of a 32-bit address space");

} // namespace smh::board
