// An observer: functions that a pool calls when something has happened.
//
// They are called with no lock held, on the thread or in the interrupt whose call it was, after the
// event and before that call returns. They may call the pool. Any of them may be null.
//
// While a pool is observed it keeps no blocks unmerged (config::recent_blocks), and every call
// takes the long way. While it is not, and where nobody waits, observers cost nothing.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/attribute.hpp"

namespace smh {

struct BlockEvent {
    const void* block;
    std::size_t footprint; // bytes, with its tag
    unsigned region;       // number of the region
    unsigned client;       // number of the client whose block it is, or 0
    // The address as a number. That of a block in an address region (smh/address.hpp) is no
    // pointer: there `block` is null.
    std::uint64_t value;
};

struct FailedRequest {
    std::size_t bytes;
    std::size_t alignment;
    AttributeSet attributes; // what was asked for first
};

struct Observer {
    void* context = nullptr; // handed to each function

    void (*allocated)(void* context, const BlockEvent& event) = nullptr;
    void (*resized)(void* context, const BlockEvent& event) = nullptr; // in place; as it is now
    void (*freed)(void* context, const BlockEvent& event) = nullptr;   // as it was
    void (*failed)(void* context, const FailedRequest& request) = nullptr;
    void (*region_added)(void* context, unsigned region) = nullptr;
    void (*region_removed)(void* context, unsigned region) = nullptr;

    // A region has less free than its mark (Pool::set_low_water), for the first time since it had
    // as much.
    void (*low_water)(void* context, unsigned region, std::size_t free) = nullptr;
};

} // namespace smh
