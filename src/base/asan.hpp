// What AddressSanitizer is told by its manual interface: which bytes may be read and written. The
// library itself is compiled without it (cmake/Checkers.cmake), so it may look at what it has
// closed.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"

#if SMH_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/lsan_interface.h>
#endif

namespace smh::base::asan {

#if SMH_ASAN

inline void close(std::uintptr_t begin, std::size_t size) {
    __asan_poison_memory_region(reinterpret_cast<void*>(begin), size);
}
inline void open(std::uintptr_t begin, std::size_t size) {
    __asan_unpoison_memory_region(reinterpret_cast<void*>(begin), size);
}

// What pointers there lead to is no leak: LeakSanitizer by itself looks at static memory and at
// malloc's only.
inline void hold_pointers(std::uintptr_t begin, std::size_t size) {
    __lsan_register_root_region(reinterpret_cast<void*>(begin), size);
}
inline void hold_none(std::uintptr_t begin, std::size_t size) {
    __lsan_unregister_root_region(reinterpret_cast<void*>(begin), size);
}

#else

inline void close(std::uintptr_t /*begin*/, std::size_t /*size*/) {}
inline void open(std::uintptr_t /*begin*/, std::size_t /*size*/) {}
inline void hold_pointers(std::uintptr_t /*begin*/, std::size_t /*size*/) {}
inline void hold_none(std::uintptr_t /*begin*/, std::size_t /*size*/) {}

#endif

} // namespace smh::base::asan
