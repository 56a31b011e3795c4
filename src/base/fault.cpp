#include "base/fault.hpp"

#include <atomic>

#include "smh/port.hpp"

namespace smh {

namespace {

constinit std::atomic<FaultHandler> current_handler{nullptr};

} // namespace

// Load and store, not an exchange: the smallest cores have no atomic exchange.
FaultHandler set_fault_handler(FaultHandler handler) noexcept {
    const FaultHandler before = current_handler.load(std::memory_order_acquire);
    current_handler.store(handler, std::memory_order_release);
    return before;
}

const char* name_of(FaultKind kind) noexcept {
    switch (kind) {
    case FaultKind::foreign_pointer:
        return "foreign pointer";
    case FaultKind::interior_pointer:
        return "interior pointer";
    case FaultKind::double_free:
        return "double free";
    }
    return "unknown fault";
}

const char* name_of(Call call) noexcept {
    switch (call) {
    case Call::free:
        return "free";
    case Call::realloc:
        return "realloc";
    case Call::usable_size:
        return "usable size";
    }
    return "unknown call";
}

namespace base {

void raise(const Fault& fault) noexcept {
    const FaultHandler handler = current_handler.load(std::memory_order_acquire);
    if (handler != nullptr) {
        handler(fault);
    } else {
        port::on_fault(fault);
    }
}

} // namespace base
} // namespace smh
