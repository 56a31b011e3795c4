// The C API's fault handler, behind the one that the core knows.
#include "smh/fault.hpp"

#include <atomic>

#include "shared_multi_heap.h"

namespace smh {

namespace {

constinit std::atomic<shared_multi_heap_fault_handler> c_handler{nullptr};

shared_multi_heap_fault_kind c_kind(FaultKind kind) {
    switch (kind) {
    case FaultKind::foreign_pointer:
        return SHARED_MULTI_HEAP_FOREIGN_POINTER;
    case FaultKind::double_free:
        return SHARED_MULTI_HEAP_DOUBLE_FREE;
    case FaultKind::interior_pointer:
        break;
    }
    return SHARED_MULTI_HEAP_INTERIOR_POINTER;
}

void forward(const Fault& fault) {
    const shared_multi_heap_fault record{c_kind(fault.kind), name_of(fault.call), fault.address,
                                         fault.region};
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
