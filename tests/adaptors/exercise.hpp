// What every container must bear, whichever its allocator: for any standard library, and without
// exceptions too. `check` is told what holds, and what that is.
#pragma once

#include <memory>
#include <memory_resource>
#include <utility>

#include "containers.hpp"
#include "pools.hpp"
#include "smh/allocator.hpp"
#include "smh/memory_resource.hpp"

namespace smh::test {

template <class T>
using NearAllocator = allocator<T, near>;
template <class T>
using PmrAllocator = std::pmr::polymorphic_allocator<T>;

// May such containers be swapped, whatever their allocators?
template <class Container>
constexpr bool swappable() {
    using Traits = std::allocator_traits<typename Container::allocator_type>;
    return Traits::is_always_equal::value || Traits::propagate_on_container_swap::value;
}

template <class Container>
void swap_contents(Container& one, Container& other) {
    if constexpr (swappable<Container>()) {
        one.swap(other);
    } else {
        Container kept(std::move(one));
        one = std::move(other);
        other = std::move(kept);
    }
}

// `one` and `other` are allocators of near and of far memory; or both of near memory, where the
// type knows but one.
template <class Container, class Allocator, class Check>
void exercise(const Allocator& one, const Allocator& other, Pool& pool, const Check& check) {
    {
        Container a = filled<Container>(one);
        check(count_of(a) == 200 && used(pool, near) > 0, "elements come into their memory");
        const std::size_t before = used(pool, far);
        Container b = filled<Container>(other, 1000);
        check(one == other || used(pool, far) > before, "others come into theirs");

        Container copy(a);
        check(copy == a, "a copy is equal");
        copy = b;
        check(copy == b, "an assigned copy is equal");

        Container moved(std::move(copy));
        check(moved == b, "what is moved keeps its elements");
        const Container a_before(a);
        moved = std::move(a);
        check(moved == a_before, "what is moved to another memory does, too");

        swap_contents(moved, b);
        check(b == a_before, "what is swapped does, too");
        swap_contents(b, moved);
        check(moved == a_before, "and back");
        moved.clear();
        put(moved, 7);
        check(count_of(moved) == 1, "it goes on to be of use");
    }
    check(unused_and_valid(pool), "all memory goes back");
}

// All containers with all three kinds of allocators.
template <class Check>
void exercise_all(Pool& pool, const Check& check) {
    const auto with = [&check](auto near_one, auto far_one, Pool& of) {
        return [=, &check, &of]<class Container>() {
            using Allocator = typename Container::allocator_type;
            exercise<Container>(Allocator(near_one), Allocator(far_one), of, check);
        };
    };
    using Stateless = NearAllocator<std::byte>;
    using OfAnyPool = pool_allocator<std::byte>;
    memory_resource near_one(pool, near);
    memory_resource far_one(pool, far);
    for_each_container<NearAllocator>(with(Stateless(), Stateless(), shared_pool()));
    for_each_container<pool_allocator>(with(OfAnyPool(pool, near), OfAnyPool(pool, far), pool));
    for_each_container<PmrAllocator>(with(&near_one, &far_one, pool));
}

} // namespace smh::test
