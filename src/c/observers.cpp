// The C API's observer, behind one that the pool knows.
#include "shared_multi_heap/observers.h"

#include <atomic>

#include "c/c_api.hpp"

namespace smh {

namespace {

constinit std::atomic<const shared_multi_heap_observer*> c_observer{nullptr};

using Forward = void (*shared_multi_heap_observer::*)(void*, const shared_multi_heap_event*);

template <Forward member>
void forward(void* /*context*/, const BlockEvent& event) {
    const auto* const observer = c_observer.load(std::memory_order_acquire);
    if (observer != nullptr && observer->*member != nullptr) {
        const shared_multi_heap_event for_c{event.block, event.footprint, event.region,
                                            static_cast<int>(event.client)};
        (observer->*member)(observer->context, &for_c);
    }
}

using ForwardRegion = void (*shared_multi_heap_observer::*)(void*, unsigned);

template <ForwardRegion member>
void forward_region(void* /*context*/, unsigned region) {
    const auto* const observer = c_observer.load(std::memory_order_acquire);
    if (observer != nullptr && observer->*member != nullptr) {
        (observer->*member)(observer->context, region);
    }
}

void forward_failure(void* /*context*/, const FailedRequest& request) {
    const auto* const observer = c_observer.load(std::memory_order_acquire);
    if (observer != nullptr && observer->failed != nullptr) {
        observer->failed(observer->context, request.bytes, request.alignment,
                         request.attributes.bits());
    }
}

void forward_low_water(void* /*context*/, unsigned region, std::size_t free) {
    const auto* const observer = c_observer.load(std::memory_order_acquire);
    if (observer != nullptr && observer->low_water != nullptr) {
        observer->low_water(observer->context, region, free);
    }
}

constexpr Observer forwarder{
    .context = nullptr,
    .allocated = forward<&shared_multi_heap_observer::allocated>,
    .resized = forward<&shared_multi_heap_observer::resized>,
    .freed = forward<&shared_multi_heap_observer::freed>,
    .failed = forward_failure,
    .region_added = forward_region<&shared_multi_heap_observer::region_added>,
    .region_removed = forward_region<&shared_multi_heap_observer::region_removed>,
    .low_water = forward_low_water};

} // namespace
} // namespace smh

extern "C" {

void shared_multi_heap_observe(const struct shared_multi_heap_observer* observer) {
    smh::c_observer.store(observer, std::memory_order_release);
    smh::shared_pool().observe(observer != nullptr ? &smh::forwarder : nullptr);
}

int shared_multi_heap_set_low_water(unsigned int region, size_t bytes) {
    return smh::shared_pool().set_low_water(region, bytes)
               ? 0
               : smh::error_number(smh::Status::invalid);
}

} // extern "C"
