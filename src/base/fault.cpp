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
    case FaultKind::damaged_tag:
        return "damaged tag";
    case FaultKind::damaged_list:
        return "damaged list";
    case FaultKind::damaged_control_block:
        return "damaged control block";
    case FaultKind::overrun:
        return "overrun";
    case FaultKind::use_after_free:
        return "use after free";
    case FaultKind::inconsistent:
        return "inconsistent region";
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
    case Call::alloc:
        return "alloc";
    case Call::statistics:
        return "statistics";
    case Call::walk:
        return "walk";
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
