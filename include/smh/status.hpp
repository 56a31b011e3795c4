// What a call that can be refused returns. The C API gives the negative errno named beside it.
#pragma once

#include <cstdint>

namespace smh {

enum class Status : std::uint8_t {
    ok,            // 0
    already,       // -EALREADY: the pool was initialised before
    not_permitted, // -EPERM: the pool is not initialised yet
    invalid,       // -EINVAL: the region cannot be used as it is described, or is none of the pool
    exists,        // -EEXIST: it overlaps a region of the pool
    no_memory,     // -ENOMEM: the pool has no slot left (config::max_regions)
    busy,          // -EBUSY: the region is in use
};

// A short sentence for people.
const char* describe(Status status) noexcept;

} // namespace smh
