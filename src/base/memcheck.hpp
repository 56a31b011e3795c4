// What Valgrind's memcheck is told by client requests: which bytes may be read and written, and
// which of those are blocks. While the heap looks at its own data, the calling thread is quiet.
//
// Each request takes about six instructions where the program does not run under Valgrind.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/config.hpp"

#if SMH_VALGRIND
#include <valgrind/memcheck.h>
#endif

namespace smh::base::memcheck {

#if SMH_VALGRIND

inline void close(std::uintptr_t begin, std::size_t size) {
    VALGRIND_MAKE_MEM_NOACCESS(begin, size);
}
// May be read and written, and counts as written.
inline void define(std::uintptr_t begin, std::size_t size) {
    VALGRIND_MAKE_MEM_DEFINED(begin, size);
}

inline void allocated(std::uintptr_t block, std::size_t bytes) {
    VALGRIND_MALLOCLIKE_BLOCK(block, bytes, 0, 0);
}
inline void freed(std::uintptr_t block) {
    VALGRIND_FREELIKE_BLOCK(block, 0);
}
// Of a block that a repair has changed memcheck knows another length, and refuses; so what is new
// is opened once more.
inline void resized(std::uintptr_t block, std::size_t before, std::size_t bytes) {
    VALGRIND_RESIZEINPLACE_BLOCK(block, before, bytes, 0);
    if (bytes > before) {
        VALGRIND_MAKE_MEM_UNDEFINED(block + before, bytes - before);
    }
}

// While it lives, what this thread does is not reported.
class Quiet {
public:
    Quiet() noexcept { VALGRIND_DISABLE_ERROR_REPORTING; }
    ~Quiet() { VALGRIND_ENABLE_ERROR_REPORTING; }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
};

#else

inline void close(std::uintptr_t /*begin*/, std::size_t /*size*/) {}
inline void define(std::uintptr_t /*begin*/, std::size_t /*size*/) {}
inline void allocated(std::uintptr_t /*block*/, std::size_t /*bytes*/) {}
inline void freed(std::uintptr_t /*block*/) {}
inline void resized(std::uintptr_t /*block*/, std::size_t /*before*/, std::size_t /*bytes*/) {}
struct Quiet {};

#endif

// The same value; to memcheck none that hangs on what nobody has written.
template <class Value>
inline Value defined(Value value) {
    define(reinterpret_cast<std::uintptr_t>(&value), sizeof value);
    return value;
}

} // namespace smh::base::memcheck
