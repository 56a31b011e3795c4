// Where the freestanding part reports a misuse.
#pragma once

#include "smh/fault.hpp"

namespace smh::base {

// Hands the fault to the handler that is set, else to the port's. The caller holds no lock.
void raise(const Fault& fault) noexcept;

} // namespace smh::base
