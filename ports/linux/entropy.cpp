#include <cerrno>

#include <sys/random.h>

#include "smh/port.hpp"

namespace smh::port {

// Before the kernel has gathered enough, at start-up, it gives nothing: then it is 0. errno is left
// as it is.
std::uintptr_t entropy() noexcept {
    const int saved = errno;
    std::uintptr_t number = 0;
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number) {
        number = 0;
    }
    errno = saved;
    return number;
}

} // namespace smh::port
