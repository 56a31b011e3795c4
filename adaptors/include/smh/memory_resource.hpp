// A pool's attribute as a std::pmr::memory_resource, for containers of std::pmr.
//
//     smh::memory_resource dma_memory(pool, dma);
//     std::pmr::vector<std::byte> packet(&dma_memory);
//
// As std::pmr has it, a container keeps its resource when it is assigned to, and containers of
// resources that are not equal must not be swapped; see smh::pool_allocator for ones that may be.
#pragma once

#include <cstddef>
#include <memory_resource>

#include "smh/detail/serve.hpp"
#include "smh/shared_pool.hpp"

namespace smh {

// allocate gives at least so many bytes, 0 too, at any alignment that is a power of two. Where the
// pool cannot serve, it throws std::bad_alloc; in programs without exceptions it ends the program
// (std::abort). Time and thread safety as Pool::alloc and Pool::free.
//
// Equal are resources of one pool and attribute; in programs without run-time type information
// each is equal to itself only.
class memory_resource final : public std::pmr::memory_resource {
public:
    // The pool must live as long as what is allocated here.
    memory_resource(Pool& pool, Attribute attribute) noexcept
        : pool_(&pool), attribute_(attribute) {}

    // Of the shared pool.
    explicit memory_resource(Attribute attribute) noexcept
        : memory_resource(shared_pool(), attribute) {}

    Pool& pool() const noexcept { return *pool_; }
    Attribute attribute() const noexcept { return attribute_; }

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        return detail::serve(*pool_, attribute_, alignment, bytes);
    }

    void do_deallocate(void* block, std::size_t, std::size_t) override { pool_->free(block); }

    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
#ifdef __cpp_rtti
        const auto* const same_kind = dynamic_cast<const memory_resource*>(&other);
        return same_kind != nullptr && pool_ == same_kind->pool_ &&
               attribute_ == same_kind->attribute_;
#else
        return this == &other;
#endif
    }

    Pool* pool_;
    Attribute attribute_;
};

} // namespace smh
