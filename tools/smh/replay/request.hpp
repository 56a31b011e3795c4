// What a step of a trace asks a pool for.
#pragma once

#include <algorithm>
#include <limits>

#include "smh/pool.hpp"
#include "trace/program.hpp"

namespace smh::tool {

// Of an alloc, an aligned_alloc or a resize. A pool gives no block of no bytes, and malloc does:
// one byte stands for none. Null where the pool, or the machine's numbers, cannot.
inline void* request(Pool& pool, Attribute attribute, const trace::Step& step) {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    if (step.size > most || step.alignment > most) {
        return nullptr;
    }
    const auto bytes = std::max<std::size_t>(static_cast<std::size_t>(step.size), 1);
    return step.kind == trace::Step::Kind::aligned_alloc
               ? pool.aligned_alloc(attribute, static_cast<std::size_t>(step.alignment), bytes)
               : pool.alloc(attribute, bytes);
}

} // namespace smh::tool
