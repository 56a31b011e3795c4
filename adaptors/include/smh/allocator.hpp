// Allocators for standard containers: memory by attribute, for all that a container holds.
//
//     std::vector<Sample, smh::allocator<Sample, dma>> samples;            // of the shared pool
//     std::vector<Sample, smh::pool_allocator<Sample>> others({pool, dma}); // of any pool
//
// Both: allocate(count) gives memory for `count` objects, aligned for T; count 0 gives an address,
// too. Where the pool cannot serve, it throws std::bad_alloc; in programs without exceptions it
// ends the program (std::abort). Time and thread safety as Pool::alloc and Pool::free.
#pragma once

#include <cstddef>
#include <type_traits>

#include "smh/detail/serve.hpp"
#include "smh/shared_pool.hpp"

namespace smh {

// Stateless, so containers are no larger for it. The shared pool has to have been initialised, and
// given a region with the attribute, before the first element comes.
//
// All allocators of one attribute are equal. Those of different ones are different types, so such
// containers cannot be moved into or swapped with each other: elements can be.
template <class T, Attribute attribute>
class allocator {
    static_assert(attribute.in_bound(), "attribute numbers are below SMH_MAX_ATTRIBUTES");

public:
    using value_type = T;
    using is_always_equal = std::true_type;
    using propagate_on_container_move_assignment = std::true_type;

    template <class U>
    struct rebind {
        using other = allocator<U, attribute>;
    };

    constexpr allocator() noexcept = default;
    template <class U>
    constexpr allocator(const allocator<U, attribute>&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t count) {
        return static_cast<T*>(
            detail::serve(shared_pool(), attribute, alignof(T), detail::bytes_of<T>(count)));
    }

    void deallocate(T* block, std::size_t) noexcept { shared_pool().free(block); }

    template <class U>
    constexpr bool operator==(const allocator<U, attribute>&) const noexcept {
        return true;
    }
};

// Of any pool, which must live as long as the container; the attribute is chosen at run time.
//
// Equal are those of one pool and attribute. A container that is moved or swapped takes its
// allocator along: it stays in the memory in which it is, and no element is copied. A container
// that is assigned a copy stays with its own allocator; one that is made as a copy has that of the
// original.
template <class T>
class pool_allocator {
public:
    using value_type = T;
    using is_always_equal = std::false_type;
    using propagate_on_container_copy_assignment = std::false_type;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::true_type;

    pool_allocator(Pool& pool, Attribute attribute) noexcept
        : pool_(&pool), attribute_(attribute) {}

    // Of the shared pool.
    explicit pool_allocator(Attribute attribute) noexcept
        : pool_allocator(shared_pool(), attribute) {}

    template <class U>
    pool_allocator(const pool_allocator<U>& other) noexcept
        : pool_allocator(other.pool(), other.attribute()) {}

    [[nodiscard]] T* allocate(std::size_t count) {
        return static_cast<T*>(
            detail::serve(*pool_, attribute_, alignof(T), detail::bytes_of<T>(count)));
    }

    void deallocate(T* block, std::size_t) noexcept { pool_->free(block); }

    Pool& pool() const noexcept { return *pool_; }
    Attribute attribute() const noexcept { return attribute_; }

    template <class U>
    bool operator==(const pool_allocator<U>& other) const noexcept {
        return pool_ == &other.pool() && attribute_ == other.attribute();
    }

private:
    Pool* pool_;
    Attribute attribute_;
};

} // namespace smh
