// From what a heap says of an address to the fault that it is.
#pragma once

#include "heap/heap.hpp"
#include "smh/fault.hpp"

namespace smh {

constexpr FaultKind kind_of(heap::FreeResult result) { // which is not `freed`
    switch (result) {
    case heap::FreeResult::double_free:
        return FaultKind::double_free;
    case heap::FreeResult::damaged:
        return FaultKind::damaged_tag;
    default:
        return FaultKind::interior_pointer;
    }
}

constexpr FaultKind kind_of(heap::Damage damage) { // which is not `none`
    switch (damage) {
    case heap::Damage::tag:
        return FaultKind::damaged_tag;
    case heap::Damage::list:
        return FaultKind::damaged_list;
    case heap::Damage::control_block:
        return FaultKind::damaged_control_block;
    case heap::Damage::overrun:
        return FaultKind::overrun;
    case heap::Damage::use_after_free:
        return FaultKind::use_after_free;
    default:
        return FaultKind::inconsistent;
    }
}

} // namespace smh
