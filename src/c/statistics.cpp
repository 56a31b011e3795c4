// The C API: figures.
#include "shared_multi_heap/statistics.h"

#include "c/c_api.hpp"

namespace smh {

namespace {

shared_multi_heap_figures for_c(const Statistics& from) {
    return {from.capacity,     from.used,   from.free,        from.largest,  from.peak,
            from.minimum_free, from.blocks, from.allocations, from.failures, from.fragmentation()};
}

} // namespace
} // namespace smh

extern "C" {

int shared_multi_heap_region_statistics(unsigned int region,
                                        struct shared_multi_heap_figures* figures) {
    smh::Statistics found;
    if (figures == nullptr || !smh::shared_pool().statistics(region, found)) {
        return smh::error_number(smh::Status::invalid);
    }
    *figures = smh::for_c(found);
    return 0;
}

void shared_multi_heap_statistics(shared_multi_heap_attributes attributes,
                                  struct shared_multi_heap_figures* figures) {
    const auto wanted = smh::AttributeSet::from_bits(attributes);
    *figures = smh::for_c(smh::shared_pool().statistics(wanted));
}

int shared_multi_heap_reset_extremes(unsigned int region) {
    return smh::shared_pool().reset_extremes(region) ? 0 : smh::error_number(smh::Status::invalid);
}

} // extern "C"
