// The pool behind the C API of shared_multi_heap.h, for C++ code that shares it.
#pragma once

#include "smh/pool.hpp"

namespace smh {

// Always the same pool; exists from the program's start. Constant time, safe everywhere.
Pool& shared_pool() noexcept;

} // namespace smh
