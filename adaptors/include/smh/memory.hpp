// Owners of objects in a pool, by attribute: unique and shared pointers.
//
//     auto ring = smh::make_unique<Ring>(dma, 64);              // of the shared pool
//     auto samples = smh::make_unique<Sample[]>(pool, fast, 512); // of any pool
//     auto shared = smh::make_shared<Table>(cacheable);
//
// Where the pool cannot serve, make_ functions throw std::bad_alloc; in programs without exceptions
// they end the program (std::abort). try_make_ functions give null instead. What a constructor
// throws goes on to the caller, and the memory goes back. Time and thread safety as Pool::alloc and
// Pool::free, and those of the constructors.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include "smh/allocator.hpp"
#include "smh/detail/object.hpp"
#include "smh/shared_pool.hpp"

namespace smh {

namespace detail {

// What points to a T may have been made to point to a U: only where deleting the T deletes the U.
template <class U, class T>
concept deletable_as = std::is_convertible_v<U*, T*> &&
    (std::same_as<std::remove_cv_t<U>, std::remove_cv_t<T>> || std::has_virtual_destructor_v<T>);

// Of arrays, as pointers to elements of other sizes do not lead from one to the next.
template <class U, class T>
concept same_but_for_const = std::is_convertible_v<U (*)[], T (*)[]>;

template <class Owner>
Owner not_empty(Owner owner) {
    if (owner == nullptr) {
        out_of_memory();
    }
    return owner;
}

} // namespace detail

// Destroys an object of the shared pool, and frees its block. Stateless.
template <class T>
struct deleter {
    constexpr deleter() noexcept = default;
    template <detail::deletable_as<T> U>
    constexpr deleter(const deleter<U>&) noexcept {}

    void operator()(T* object) const noexcept { detail::destroy(shared_pool(), object); }
};

// Of an array, of which it knows the number of elements.
template <class T>
struct deleter<T[]> {
    std::size_t count = 0;

    constexpr deleter() noexcept = default;
    constexpr deleter(std::size_t of) noexcept : count(of) {}
    template <detail::same_but_for_const<T> U>
    constexpr deleter(const deleter<U[]>& other) noexcept : count(other.count) {}

    void operator()(T* elements) const noexcept {
        detail::destroy_array(shared_pool(), elements, count);
    }
};

// The same for any pool, which must live as long as the object.
template <class T>
struct pool_deleter {
    Pool* pool = nullptr;

    constexpr pool_deleter() noexcept = default;
    constexpr pool_deleter(Pool& of) noexcept : pool(&of) {}
    template <detail::deletable_as<T> U>
    constexpr pool_deleter(const pool_deleter<U>& other) noexcept : pool(other.pool) {}

    void operator()(T* object) const noexcept { detail::destroy(*pool, object); }
};

template <class T>
struct pool_deleter<T[]> {
    Pool* pool = nullptr;
    std::size_t count = 0;

    constexpr pool_deleter() noexcept = default;
    constexpr pool_deleter(Pool& from, std::size_t of) noexcept : pool(&from), count(of) {}
    template <detail::same_but_for_const<T> U>
    constexpr pool_deleter(const pool_deleter<U[]>& other) noexcept
        : pool(other.pool), count(other.count) {}

    void operator()(T* elements) const noexcept { detail::destroy_array(*pool, elements, count); }
};

// As large as a pointer.
template <class T>
using unique_ptr = std::unique_ptr<T, deleter<T>>;

template <class T>
using pool_unique_ptr = std::unique_ptr<T, pool_deleter<T>>;

// An object of a pool's memory. Empty where there is none.
template <class T, class... Arguments>
requires(!std::is_array_v<T>)
    [[nodiscard]] pool_unique_ptr<T> try_make_unique(Pool& pool, Attribute attribute,
                                                     Arguments&&... arguments) {
    return {detail::try_construct<T>(pool, attribute, std::forward<Arguments>(arguments)...), pool};
}

// So many elements, each as by T(). Empty where there is no memory.
template <class T>
requires std::is_unbounded_array_v<T>
[[nodiscard]] pool_unique_ptr<T> try_make_unique(Pool& pool, Attribute attribute,
                                                 std::size_t count) {
    return {detail::try_construct_array<std::remove_extent_t<T>>(pool, attribute, count),
            {pool, count}};
}

// Both, of the shared pool.
template <class T, class... Arguments>
requires(!std::is_array_v<T>)
    [[nodiscard]] unique_ptr<T> try_make_unique(Attribute attribute, Arguments&&... arguments) {
    return unique_ptr<T>(
        detail::try_construct<T>(shared_pool(), attribute, std::forward<Arguments>(arguments)...));
}

template <class T>
requires std::is_unbounded_array_v<T>
[[nodiscard]] unique_ptr<T> try_make_unique(Attribute attribute, std::size_t count) {
    return {detail::try_construct_array<std::remove_extent_t<T>>(shared_pool(), attribute, count),
            {count}};
}

// The same, and never empty.
template <class T, class... Arguments>
requires(!std::is_array_v<T>)
    [[nodiscard]] pool_unique_ptr<T> make_unique(Pool& pool, Attribute attribute,
                                                 Arguments&&... arguments) {
    return detail::not_empty(
        try_make_unique<T>(pool, attribute, std::forward<Arguments>(arguments)...));
}

template <class T>
requires std::is_unbounded_array_v<T>
[[nodiscard]] pool_unique_ptr<T> make_unique(Pool& pool, Attribute attribute, std::size_t count) {
    return detail::not_empty(try_make_unique<T>(pool, attribute, count));
}

template <class T, class... Arguments>
requires(!std::is_array_v<T>)
    [[nodiscard]] unique_ptr<T> make_unique(Attribute attribute, Arguments&&... arguments) {
    return detail::not_empty(try_make_unique<T>(attribute, std::forward<Arguments>(arguments)...));
}

template <class T>
requires std::is_unbounded_array_v<T>
[[nodiscard]] unique_ptr<T> make_unique(Attribute attribute, std::size_t count) {
    return detail::not_empty(try_make_unique<T>(attribute, count));
}

// As std::make_shared, and never empty: the object and its counts lie in one block.
template <class T, class... Arguments>
requires(!std::is_array_v<T>)
    [[nodiscard]] std::shared_ptr<T> make_shared(Pool& pool, Attribute attribute,
                                                 Arguments&&... arguments) {
    return std::allocate_shared<T>(pool_allocator<std::byte>(pool, attribute),
                                   std::forward<Arguments>(arguments)...);
}

template <class T>
requires std::is_unbounded_array_v<T>
[[nodiscard]] std::shared_ptr<T> make_shared(Pool& pool, Attribute attribute, std::size_t count) {
    return std::allocate_shared<T>(pool_allocator<std::byte>(pool, attribute), count);
}

template <class T, class... Arguments>
requires(!std::is_array_v<T>)
    [[nodiscard]] std::shared_ptr<T> make_shared(Attribute attribute, Arguments&&... arguments) {
    return make_shared<T>(shared_pool(), attribute, std::forward<Arguments>(arguments)...);
}

template <class T>
requires std::is_unbounded_array_v<T>
[[nodiscard]] std::shared_ptr<T> make_shared(Attribute attribute, std::size_t count) {
    return make_shared<T>(shared_pool(), attribute, count);
}

} // namespace smh
