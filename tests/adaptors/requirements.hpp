// What the standard asks of allocators, as far as a compiler can see it.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include "pools.hpp"
#include "smh/allocator.hpp"

namespace smh::test {

template <class A>
constexpr bool meets_allocator_requirements() {
    using Traits = std::allocator_traits<A>;
    using T = typename Traits::value_type;
    using Rebound = typename Traits::template rebind_alloc<std::pair<long, T>>;
    static_assert(std::same_as<typename Traits::pointer, T*>);
    static_assert(std::same_as<typename Traits::const_pointer, const T*>);
    static_assert(std::same_as<typename Traits::size_type, std::size_t>);
    static_assert(std::same_as<typename Traits::difference_type, std::ptrdiff_t>);
    static_assert(
        std::same_as<typename std::allocator_traits<Rebound>::template rebind_alloc<T>, A>);
    static_assert(std::is_nothrow_copy_constructible_v<A> &&
                  std::is_nothrow_move_constructible_v<A>);
    static_assert(std::is_nothrow_copy_assignable_v<A> && std::is_nothrow_move_assignable_v<A>);
    static_assert(std::is_nothrow_constructible_v<A, const Rebound&>);
    static_assert(std::is_nothrow_constructible_v<A, Rebound&&>);
    static_assert(std::is_nothrow_destructible_v<A>);
    static_assert(std::equality_comparable<A>);
    static_assert(noexcept(std::declval<A&>() == std::declval<Rebound&>()));
    static_assert(std::same_as<decltype(std::declval<A&>().allocate(1)), T*>);
    static_assert(noexcept(std::declval<A&>().deallocate(nullptr, 1)));
    static_assert(
        std::same_as<
            decltype(Traits::select_on_container_copy_construction(std::declval<const A&>())), A>);
    return true;
}

static_assert(meets_allocator_requirements<allocator<int, near>>());
static_assert(meets_allocator_requirements<pool_allocator<int>>());
static_assert(std::is_empty_v<allocator<int, near>>);
static_assert(std::is_default_constructible_v<allocator<int, near>>);
static_assert(std::allocator_traits<allocator<int, near>>::is_always_equal::value);
static_assert(!std::allocator_traits<pool_allocator<int>>::is_always_equal::value);

} // namespace smh::test
