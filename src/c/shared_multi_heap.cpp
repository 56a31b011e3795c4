// The C API over one pool.
#include "shared_multi_heap.h"

#include "base/flatten.hpp"
#include "c/c_api.hpp"

namespace smh {

namespace port {

// For ports to platforms on which nothing forks. Others have a function that takes the three
// handlers, and is preferred to this one.
[[gnu::always_inline]] constexpr bool at_fork(...) noexcept {
    return true;
}

} // namespace port

namespace {

constinit Pool pool;

bool prepare_for_forks() noexcept {
    return port::at_fork(
        +[] { pool.before_fork(); }, +[] { pool.after_fork_in_parent(); },
        +[] { pool.after_fork_in_child(); });
}

static_assert(MAX_SHARED_MULTI_HEAP_ATTR == config::max_attributes);
static_assert(SMH_REG_ATTR_CACHEABLE == cacheable.number);
static_assert(SMH_REG_ATTR_NON_CACHEABLE == non_cacheable.number);

} // namespace

Pool& shared_pool() noexcept {
    return pool;
}

} // namespace smh

extern "C" {

int shared_multi_heap_pool_init(void) {
    const smh::Status status = smh::pool.init();
    const bool prepared = status != smh::Status::ok || smh::prepare_for_forks();
    return smh::error_number(prepared ? status : smh::Status::no_memory);
}

int shared_multi_heap_add(struct shared_multi_heap_region* region, void* user_data) {
    // A region without attributes is refused, but not before the pool has refused to take any.
    smh::Region description;
    if (region != nullptr) {
        description.address = region->addr;
        description.size = region->size;
        description.attributes = smh::Attribute{region->attr};
        description.user_data = user_data;
    }
    return smh::error_number(smh::pool.add(description));
}

SMH_FLATTEN void* shared_multi_heap_alloc(unsigned int attr, size_t bytes) {
    return smh::pool.alloc(smh::Attribute{attr}, bytes);
}

void* shared_multi_heap_aligned_alloc(unsigned int attr, size_t align, size_t bytes) {
    return smh::pool.aligned_alloc(smh::Attribute{attr}, align, bytes);
}

SMH_FLATTEN void shared_multi_heap_free(void* block) {
    smh::pool.free(block);
}

void* shared_multi_heap_calloc(unsigned int attr, size_t count, size_t size) {
    return smh::pool.calloc(smh::Attribute{attr}, count, size);
}

void* shared_multi_heap_realloc(unsigned int attr, void* block, size_t bytes) {
    return smh::pool.realloc(smh::Attribute{attr}, block, bytes);
}

void* shared_multi_heap_aligned_realloc(unsigned int attr, void* block, size_t align,
                                        size_t bytes) {
    return smh::pool.aligned_realloc(smh::Attribute{attr}, block, align, bytes);
}

size_t shared_multi_heap_usable_size(const void* block) {
    return smh::pool.usable_size(block);
}

void* shared_multi_heap_user_data(const void* address) {
    const smh::Region* const region = smh::pool.region_of(address);
    return region != nullptr ? region->user_data : nullptr;
}

} // extern "C"
