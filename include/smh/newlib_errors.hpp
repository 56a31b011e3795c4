// The error numbers of the C API as newlib and picolibc give them, for ports to bare machines.
#pragma once

namespace smh::port {

inline constexpr int error_not_permitted = 1; // EPERM
inline constexpr int error_no_memory = 12;    // ENOMEM
inline constexpr int error_busy = 16;         // EBUSY
inline constexpr int error_exists = 17;       // EEXIST
inline constexpr int error_invalid = 22;      // EINVAL
inline constexpr int error_already = 120;     // EALREADY

} // namespace smh::port
