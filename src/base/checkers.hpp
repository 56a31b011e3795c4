// What memory checkers are told: which bytes of a region are blocks of the user's. They watch all
// others then, so that a program that reads or writes where it must not is stopped in the act.
//
// AddressSanitizer: poisons by its manual interface; nothing here may be compiled to look at what
// it has poisoned. Valgrind's memcheck: by client requests; while the heap looks at its own data
// the calling thread's errors are not reported.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"

#if SMH_ASAN
#include <sanitizer/asan_interface.h>
#endif
#if SMH_VALGRIND
#include <valgrind/memcheck.h>
#endif

namespace smh::base::checkers {

// A region is the user's before it is added, and when it has left.
inline void region_added([[maybe_unused]] std::uintptr_t begin, [[maybe_unused]] std::size_t size) {
#if SMH_ASAN
    __asan_poison_memory_region(reinterpret_cast<void*>(begin), size);
#endif
#if SMH_VALGRIND
    VALGRIND_MAKE_MEM_NOACCESS(begin, size);
#endif
}

inline void region_removed([[maybe_unused]] std::uintptr_t begin,
                           [[maybe_unused]] std::size_t size) {
#if SMH_ASAN
    __asan_unpoison_memory_region(reinterpret_cast<void*>(begin), size);
#endif
#if SMH_VALGRIND
    VALGRIND_MAKE_MEM_UNDEFINED(begin, size);
#endif
}

inline void block_allocated([[maybe_unused]] const void* block,
                            [[maybe_unused]] std::size_t bytes) {
#if SMH_ASAN
    __asan_unpoison_memory_region(block, bytes);
#endif
#if SMH_VALGRIND
    VALGRIND_MALLOCLIKE_BLOCK(block, bytes, 0, 0);
#endif
}

// All of a block, with what lies behind the user's bytes, is about to be filled.
inline void block_opened([[maybe_unused]] const void* block, [[maybe_unused]] std::size_t bytes) {
#if SMH_ASAN
    __asan_unpoison_memory_region(block, bytes);
#endif
}

inline void block_freed([[maybe_unused]] const void* block, [[maybe_unused]] std::size_t bytes) {
#if SMH_ASAN
    __asan_poison_memory_region(block, bytes);
#endif
#if SMH_VALGRIND
    VALGRIND_FREELIKE_BLOCK(block, 0);
#endif
}

inline void block_resized([[maybe_unused]] const void* block, [[maybe_unused]] std::size_t before,
                          [[maybe_unused]] std::size_t bytes) {
#if SMH_ASAN
    __asan_poison_memory_region(block, before);
    __asan_unpoison_memory_region(block, bytes);
#endif
#if SMH_VALGRIND
    VALGRIND_RESIZEINPLACE_BLOCK(block, before, bytes, 0);
#endif
}

// While it lives, what this thread does is not reported.
class Quiet {
public:
    Quiet() noexcept {
#if SMH_VALGRIND
        VALGRIND_DISABLE_ERROR_REPORTING;
#endif
    }
    ~Quiet() {
#if SMH_VALGRIND
        VALGRIND_ENABLE_ERROR_REPORTING;
#endif
    }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
};
struct NotQuiet {};

} // namespace smh::base::checkers
