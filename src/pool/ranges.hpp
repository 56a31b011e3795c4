// The addresses of a region.
#pragma once

#include "base/bits.hpp"
#include "smh/config.hpp"
#include "smh/region.hpp"

namespace smh {

// As it was given to add; empty where it wraps.
inline base::Range range_of(const Region& region) {
    return {region.address, region.address + region.size};
}

// The same where it is mapped once.
inline base::Range alias_of(const Region& region) {
    const std::uintptr_t begin = region.address + (config::aliases ? region.alias_offset : 0);
    return {begin, begin + region.size};
}

} // namespace smh
