// The C API: regions that leave the pool.
#include "c/c_api.hpp"
#include "shared_multi_heap.h"

namespace smh {

namespace {

Status of_region(const shared_multi_heap_region* region,
                 Status (Pool::*action)(std::uintptr_t) noexcept) {
    return region != nullptr ? (shared_pool().*action)(region->addr) : Status::invalid;
}

} // namespace
} // namespace smh

extern "C" {

int shared_multi_heap_remove(const struct shared_multi_heap_region* region) {
    return smh::error_number(smh::of_region(region, &smh::Pool::remove));
}

int shared_multi_heap_drain(const struct shared_multi_heap_region* region) {
    return smh::error_number(smh::of_region(region, &smh::Pool::drain));
}

int shared_multi_heap_resume(const struct shared_multi_heap_region* region) {
    return smh::error_number(smh::of_region(region, &smh::Pool::resume));
}

} // extern "C"
