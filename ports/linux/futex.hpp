// The system call on which this port's locks and events sleep.
#pragma once

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace smh::port {

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));

// False where it has ended with an error. errno is left as it is.
inline bool futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value,
                  const timespec* timeout = nullptr) noexcept {
    const int saved = errno;
    const long result =
        syscall(SYS_futex, &word, operation, value, timeout, nullptr, FUTEX_BITSET_MATCH_ANY);
    errno = saved;
    return result >= 0;
}

} // namespace smh::port
