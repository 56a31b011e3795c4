// How the suite adds its regions: with their own tags, or with the tags elsewhere
// (SMH_CONFORMANCE_ELSEWHERE). Freestanding.
#pragma once

#include <cstddef>
#include <cstdint>

#include "shared_multi_heap.h"

namespace smh::conformance {

#ifdef SMH_CONFORMANCE_ELSEWHERE
constexpr bool tags_elsewhere = true;
#else
constexpr bool tags_elsewhere = false;
#endif

// Memory for the tags of all regions of the suite, one behind another.
constexpr std::size_t placement_bytes = std::size_t{64} << 10;
inline constexpr std::size_t placement_granule = 16;
inline constexpr std::size_t placement_alignment = 64;
alignas(placement_alignment) inline unsigned char placement_memory[tags_elsewhere ? placement_bytes
                                                                                  : 1];
inline std::size_t placement_used = 0;

inline int add_elsewhere(shared_multi_heap_region_ex region) {
    const std::size_t left = sizeof placement_memory - placement_used;
    const std::size_t wanted = shared_multi_heap_metadata_size(region.size, placement_granule);
    region.struct_size = sizeof region;
    region.metadata_addr = reinterpret_cast<std::uintptr_t>(placement_memory) + placement_used;
    region.metadata_size = wanted < left ? wanted : left;
    region.granule = placement_granule;
    const int result = shared_multi_heap_add_ex(&region);
    if (result == 0) {
        placement_used += (wanted + placement_alignment - 1) & ~(placement_alignment - 1);
    }
    return result;
}

// As shared_multi_heap_add, and shared_multi_heap_add_described.
inline int add_region(shared_multi_heap_region* region, void* user_data) {
    if (!tags_elsewhere || region == nullptr) {
        return shared_multi_heap_add(region, user_data);
    }
    shared_multi_heap_region_ex added{};
    added.addr = region->addr;
    added.size = region->size;
    added.attributes = region->attr < 32 ? shared_multi_heap_attributes{1} << region->attr : 0;
    added.user_data = user_data;
    return add_elsewhere(added);
}
inline int add_described(const shared_multi_heap_description* description) {
    if (!tags_elsewhere || description == nullptr) {
        return shared_multi_heap_add_described(description);
    }
    shared_multi_heap_region_ex added{};
    added.addr = description->addr;
    added.size = description->size;
    added.attributes = description->attributes;
    added.priority = description->priority;
    added.user_data = description->user_data;
    added.name = description->name;
    added.cache_line = description->cache_line;
    added.alias_offset = description->alias_offset;
    return add_elsewhere(added);
}

} // namespace smh::conformance
