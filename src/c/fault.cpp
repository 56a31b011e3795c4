// The C API's fault handler, behind the one that the core knows.
#include "smh/fault.hpp"

#include <atomic>

#include "shared_multi_heap.h"

namespace smh {

namespace {

constinit std::atomic<shared_multi_heap_fault_handler> c_handler{nullptr};

// In the same order.
static_assert(static_cast<int>(FaultKind::inconsistent) == SHARED_MULTI_HEAP_INCONSISTENT);
static_assert(static_cast<int>(FaultKind::damaged_tag) == SHARED_MULTI_HEAP_DAMAGED_TAG);

void forward(const Fault& fault) {
    const shared_multi_heap_fault record{static_cast<shared_multi_heap_fault_kind>(fault.kind),
                                         name_of(fault.call),
                                         fault.address,
                                         fault.region,
                                         fault.block,
                                         fault.client};
    if (const auto handler = c_handler.load(std::memory_order_acquire)) {
        handler(&record);
    }
}

} // namespace
} // namespace smh

extern "C" void shared_multi_heap_set_fault_handler(shared_multi_heap_fault_handler handler) {
    smh::c_handler.store(handler, std::memory_order_release);
    smh::set_fault_handler(handler != nullptr ? smh::forward : nullptr);
}
