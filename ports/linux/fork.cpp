#include <pthread.h>

#include "smh/port.hpp"

namespace smh::port {

bool at_fork(void (*before)(), void (*in_parent)(), void (*in_child)()) noexcept {
    return pthread_atfork(before, in_parent, in_child) == 0;
}

} // namespace smh::port
