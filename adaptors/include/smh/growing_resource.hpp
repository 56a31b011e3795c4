// A pool's attribute that does not run out: further regions come from an upstream, and go back to
// it when they are empty.
//
//     smh::mapping_resource pages; // or any std::pmr::memory_resource, or smh::callback_resource
//     smh::growing_resource memory(pool, bulk, pages, {.region_size = 4 << 20, .most = 1 << 30});
//     std::pmr::vector<Order> orders(&memory);
//
// The pool may have regions with the attribute of its own, or none. Those are asked first: a
// further region has a lower priority, and so empties as soon as the others can do without it.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <mutex>

#include "smh/detail/grown_regions.hpp"
#include "smh/detail/serve.hpp"

namespace smh {

// What a growing_resource does, in bytes.
struct Growth {
    // Of a further region, at least; more where a request needs more.
    std::size_t region_size = std::size_t{1} << 20;
    // From the upstream at one time, at most.
    std::size_t most = SIZE_MAX;
    // In empty regions that are kept for the next need, at most: so who allocates and frees at the
    // edge does not ask the upstream each time. `region_size` keeps one.
    std::size_t spare = std::size_t{1} << 20;
    // Of the further regions, in the pool.
    int priority = -1;
};

// Regions of others' blocks stay until these are free: the pool serves whoever names the attribute.
// What was allocated here must be freed here, else its region counts as used until the end.
//
// Thread safety: any function, any thread, but the destructor. A request that a region can serve
// takes the pool's time and that of an atomic counter. One that grows, and a free that empties a
// region, hold a mutex, while the upstream is called, too. Not from an interrupt.
class growing_resource final : public std::pmr::memory_resource {
    static_assert(config::changing_regions, "regions have to come and go: SMH_CHANGING_REGIONS=1");

public:
    // All must live as long as this, and the upstream as long as what it has given.
    growing_resource(Pool& pool, Attribute attribute, std::pmr::memory_resource& upstream,
                     const Growth& growth = {}) noexcept
        : pool_(pool), attribute_(attribute), upstream_(upstream), growth_(growth) {}

    growing_resource(const growing_resource&) = delete;
    growing_resource& operator=(const growing_resource&) = delete;

    // Gives the regions back. One that has blocks still stays in the pool, and its memory with it.
    ~growing_resource() override {
        for (unsigned number = 0; number < config::max_regions; ++number) {
            give_back(number);
        }
    }

    // As allocate, but null where neither the pool nor the upstream has memory: all regions of the
    // pool are taken (config::max_regions), `most` does not allow one more, or the upstream throws.
    [[nodiscard]] void* try_allocate(std::size_t bytes,
                                     std::size_t alignment = alignof(std::max_align_t)) noexcept {
        void* block = detail::try_serve(pool_, attribute_, alignment, bytes);
        if (block == nullptr && detail::is_alignment(alignment)) {
            block = grow_and_serve(alignment, bytes);
        }
        if (block != nullptr) {
            regions_.count_allocated(pool_.region_number_of(block));
        }
        return block;
    }

    // Gives all empty regions back to the upstream, the spare ones too.
    void shrink() noexcept {
        const std::lock_guard guard(mutex_);
        give_back_beyond(0);
    }

    // From the upstream now, in bytes.
    std::size_t grown() const noexcept {
        const std::lock_guard guard(mutex_);
        return regions_.bytes();
    }

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        void* const block = try_allocate(bytes, alignment);
        if (block == nullptr) {
            detail::out_of_memory();
        }
        return block;
    }

    void do_deallocate(void* block, std::size_t, std::size_t) override {
        const int number = pool_.region_number_of(block);
        pool_.free(block);
        if (regions_.count_freed(number)) {
            const std::lock_guard guard(mutex_);
            give_back_beyond(growth_.spare);
        }
    }

    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
        return this == &other;
    }

    void* grow_and_serve(std::size_t alignment, std::size_t bytes) noexcept {
        const std::lock_guard guard(mutex_);
        // Another thread may have grown the pool meanwhile.
        void* const block = detail::try_serve(pool_, attribute_, alignment, bytes);
        return block == nullptr && grow(alignment, bytes)
                   ? detail::try_serve(pool_, attribute_, alignment, bytes)
                   : block;
    }

    // With the mutex held.
    bool grow(std::size_t alignment, std::size_t bytes) noexcept {
        const std::size_t enough = detail::region_size_for(alignment, bytes);
        const std::size_t size = enough > growth_.region_size ? enough : growth_.region_size;
        if (size > growth_.most || regions_.bytes() > growth_.most - size) {
            return false;
        }
        void* const memory = detail::allocate_or_null(upstream_, size, detail::region_alignment);
        if (memory == nullptr) {
            return false;
        }
        Region region;
        region.address = reinterpret_cast<std::uintptr_t>(memory);
        region.size = size;
        region.attributes = attribute_;
        region.priority = growth_.priority;
        region.name = "grown";
        if (pool_.add(region) != Status::ok) {
            upstream_.deallocate(memory, size, detail::region_alignment);
            return false;
        }
        regions_.add(pool_.region_number_of(memory), memory, size);
        return true;
    }

    // Keeps so many bytes of empty regions, those that came first. With the mutex held.
    void give_back_beyond(std::size_t kept) noexcept {
        std::size_t empty = 0;
        for (unsigned number = 0; number < config::max_regions; ++number) {
            const std::size_t size = regions_.at(number).size;
            if (size == 0 || !regions_.seems_empty(number)) {
                continue;
            }
            if (size <= kept - empty) {
                empty += size;
            } else {
                give_back(number);
            }
        }
    }

    // Where it is one of the regions, and has no blocks: somebody may just have got one.
    void give_back(unsigned number) noexcept {
        const detail::GrownRegion region = regions_.at(number);
        if (region.memory == nullptr) {
            return;
        }
        const auto address = reinterpret_cast<std::uintptr_t>(region.memory);
        if (pool_.remove(address) == Status::ok) {
            regions_.remove(number);
            upstream_.deallocate(region.memory, region.size, detail::region_alignment);
        } else {
            pool_.resume(address);
        }
    }

    Pool& pool_;
    const Attribute attribute_;
    std::pmr::memory_resource& upstream_;
    const Growth growth_;
    mutable std::mutex mutex_;
    detail::GrownRegions regions_;
};

} // namespace smh
