// new by attribute, for code that owns its objects itself.
//
//     auto* const channel = new (dma) Channel(3);        // of the shared pool
//     auto* const other = new (pool, fast) Channel(4);   // of any pool
//     smh::delete_object(channel);
//     smh::delete_object(pool, other);
//
// A plain `delete` would give the memory to another heap: the owners of smh/memory.hpp cannot be
// given away by mistake. Where the pool cannot serve, std::bad_alloc is thrown; in programs without
// exceptions the program ends (std::abort); with std::nothrow the result is null. Time and thread
// safety as Pool::alloc and Pool::free.
#pragma once

#include <cstddef>
#include <new>

#include "smh/detail/object.hpp"
#include "smh/shared_pool.hpp"

[[nodiscard]] inline void* operator new(std::size_t bytes, smh::Pool& pool,
                                        smh::Attribute attribute) {
    return smh::detail::serve(pool, attribute, 1, bytes);
}
[[nodiscard]] inline void* operator new(std::size_t bytes, std::align_val_t alignment,
                                        smh::Pool& pool, smh::Attribute attribute) {
    return smh::detail::serve(pool, attribute, static_cast<std::size_t>(alignment), bytes);
}
[[nodiscard]] inline void* operator new(std::size_t bytes, smh::Pool& pool,
                                        smh::Attribute attribute, const std::nothrow_t&) noexcept {
    return smh::detail::try_serve(pool, attribute, 1, bytes);
}
[[nodiscard]] inline void* operator new(std::size_t bytes, std::align_val_t alignment,
                                        smh::Pool& pool, smh::Attribute attribute,
                                        const std::nothrow_t&) noexcept {
    return smh::detail::try_serve(pool, attribute, static_cast<std::size_t>(alignment), bytes);
}

[[nodiscard]] inline void* operator new(std::size_t bytes, smh::Attribute attribute) {
    return smh::detail::serve(smh::shared_pool(), attribute, 1, bytes);
}
[[nodiscard]] inline void* operator new(std::size_t bytes, std::align_val_t alignment,
                                        smh::Attribute attribute) {
    return smh::detail::serve(smh::shared_pool(), attribute, static_cast<std::size_t>(alignment),
                              bytes);
}
[[nodiscard]] inline void* operator new(std::size_t bytes, smh::Attribute attribute,
                                        const std::nothrow_t&) noexcept {
    return smh::detail::try_serve(smh::shared_pool(), attribute, 1, bytes);
}
[[nodiscard]] inline void* operator new(std::size_t bytes, std::align_val_t alignment,
                                        smh::Attribute attribute, const std::nothrow_t&) noexcept {
    return smh::detail::try_serve(smh::shared_pool(), attribute,
                                  static_cast<std::size_t>(alignment), bytes);
}

// Called where a constructor throws.
inline void operator delete(void* block, smh::Pool& pool, smh::Attribute) noexcept {
    pool.free(block);
}
inline void operator delete(void* block, std::align_val_t, smh::Pool& pool,
                            smh::Attribute) noexcept {
    pool.free(block);
}
inline void operator delete(void* block, smh::Pool& pool, smh::Attribute,
                            const std::nothrow_t&) noexcept {
    pool.free(block);
}
inline void operator delete(void* block, std::align_val_t, smh::Pool& pool, smh::Attribute,
                            const std::nothrow_t&) noexcept {
    pool.free(block);
}
inline void operator delete(void* block, smh::Attribute) noexcept {
    smh::shared_pool().free(block);
}
inline void operator delete(void* block, std::align_val_t, smh::Attribute) noexcept {
    smh::shared_pool().free(block);
}
inline void operator delete(void* block, smh::Attribute, const std::nothrow_t&) noexcept {
    smh::shared_pool().free(block);
}
inline void operator delete(void* block, std::align_val_t, smh::Attribute,
                            const std::nothrow_t&) noexcept {
    smh::shared_pool().free(block);
}

// Nobody could tell later how many elements there are: make_unique<T[]> can.
void* operator new[](std::size_t, smh::Pool&, smh::Attribute) = delete;
void* operator new[](std::size_t, smh::Attribute) = delete;

namespace smh {

// Destroys what new by attribute made, and frees its memory. Null does nothing. A pointer to a base
// class will do where that has a virtual destructor.
template <class T>
void delete_object(Pool& pool, T* object) noexcept {
    detail::destroy(pool, object);
}
template <class T>
void delete_object(T* object) noexcept {
    detail::destroy(shared_pool(), object);
}

} // namespace smh
