// What docs/porting.md takes as given: that one is in the port's namespace, and an RTOS.
#include <smh/locks.hpp>

using smh::MaskingLock;

struct rtos_mutex {
    int owner;
};
#define RTOS_MUTEX_INITIALISER                                                                     \
    { 0 }
void rtos_mutex_lock(rtos_mutex* mutex) noexcept;
bool rtos_mutex_try_lock(rtos_mutex* mutex) noexcept;
void rtos_mutex_unlock(rtos_mutex* mutex) noexcept;
