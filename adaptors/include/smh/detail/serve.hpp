// What an adaptor asks of a pool, and what becomes of a request that fails.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "smh/attribute.hpp"
#include "smh/pool.hpp"

namespace smh::detail {

// As operator new does; without exceptions the program ends.
[[noreturn]] inline void out_of_memory() {
#ifdef __cpp_exceptions
    throw std::bad_alloc{};
#else
    std::abort();
#endif
}

// Of so many objects, in bytes. What no size_t holds is its largest value: no pool serves that.
template <class T>
constexpr std::size_t bytes_of(std::size_t count) noexcept {
    return count <= SIZE_MAX / sizeof(T) ? count * sizeof(T) : SIZE_MAX;
}

constexpr bool is_alignment(std::size_t alignment) noexcept {
    return (alignment & (alignment - 1)) == 0;
}

// Null where the pool cannot serve, or the alignment is no power of two. Who asks for no bytes
// expects an address all the same.
[[nodiscard]] inline void* try_serve(Pool& pool, Attribute attribute, std::size_t alignment,
                                     std::size_t bytes) noexcept {
    const std::size_t asked = bytes != 0 ? bytes : 1;
    return alignment <= alignof(std::max_align_t) && is_alignment(alignment)
               ? pool.alloc(attribute, asked)
               : pool.aligned_alloc(attribute, alignment, asked);
}

[[nodiscard]] inline void* serve(Pool& pool, Attribute attribute, std::size_t alignment,
                                 std::size_t bytes) {
    void* const block = try_serve(pool, attribute, alignment, bytes);
    if (block == nullptr) {
        out_of_memory();
    }
    return block;
}

} // namespace smh::detail
