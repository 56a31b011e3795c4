// A call that may touch memory that cannot be, or never come back.
#pragma once

#include <functional>
#include <optional>

#include "script.hpp"

namespace smh::corruption {

// What stopped it, if anything did. What it was doing is left as it is.
std::optional<Harm> guarded_call(const std::function<void()>& call);

// Ends a call that takes some seconds of the processor.
void watch_for_endless_calls();

} // namespace smh::corruption
