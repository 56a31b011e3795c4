// From what a heap says of an address to the fault that it is.
#pragma once

#include "heap/heap.hpp"
#include "smh/fault.hpp"

namespace smh {

constexpr FaultKind kind_of(heap::FreeResult result) { // which is not `freed`
    return result == heap::FreeResult::double_free ? FaultKind::double_free
                                                   : FaultKind::interior_pointer;
}

} // namespace smh
