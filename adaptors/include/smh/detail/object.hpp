// Objects in a pool's blocks: how one comes and goes.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "smh/detail/serve.hpp"

namespace smh::detail {

// Where the block of an object begins, which may be a part of a larger one.
template <class T>
void* block_of(T* object) noexcept {
    auto* const plain = const_cast<std::remove_cv_t<T>*>(object);
    if constexpr (std::is_polymorphic_v<T>) {
        return dynamic_cast<void*>(plain);
    } else {
        return plain;
    }
}

// Gives the block back unless something has come to be in it.
class UnfilledBlock {
public:
    UnfilledBlock(Pool& pool, void* block) noexcept : pool_(pool), block_(block) {}
    ~UnfilledBlock() { pool_.free(block_); }
    UnfilledBlock(const UnfilledBlock&) = delete;
    UnfilledBlock& operator=(const UnfilledBlock&) = delete;

    void keep() noexcept { block_ = nullptr; }

private:
    Pool& pool_;
    void* block_;
};

// Null where there is no memory. What the constructor throws goes on, and the block goes back.
template <class T, class... Arguments>
T* try_construct(Pool& pool, Attribute attribute, Arguments&&... arguments) {
    void* const block = try_serve(pool, attribute, alignof(T), sizeof(T));
    if (block == nullptr) {
        return nullptr;
    }
    UnfilledBlock unfilled(pool, block);
    T* const object = ::new (block) T(std::forward<Arguments>(arguments)...);
    unfilled.keep();
    return object;
}

// The same for so many elements, each as by T().
template <class T>
T* try_construct_array(Pool& pool, Attribute attribute, std::size_t count) {
    void* const block = try_serve(pool, attribute, alignof(T), bytes_of<T>(count));
    if (block == nullptr) {
        return nullptr;
    }
    UnfilledBlock unfilled(pool, block);
    auto* const elements = static_cast<std::remove_cv_t<T>*>(block);
    std::uninitialized_value_construct_n(elements, count);
    unfilled.keep();
    return elements;
}

template <class T>
void destroy(Pool& pool, T* object) noexcept {
    if (object != nullptr) {
        void* const block = block_of(object);
        std::destroy_at(object);
        pool.free(block);
    }
}

// The last element goes first.
template <class T>
void destroy_array(Pool& pool, T* elements, std::size_t count) noexcept {
    for (std::size_t left = count; left > 0; --left) {
        std::destroy_at(elements + left - 1);
    }
    pool.free(const_cast<std::remove_cv_t<T>*>(elements));
}

} // namespace smh::detail
