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

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <mutex>

#include "smh/detail/grown_regions.hpp"
#include "smh/detail/serve.hpp"

namespace smh {

// What a growing_resource does; sizes in bytes.
struct Growth {
    // Of a further region, at least; more where a request needs more.
    std::size_t region_size = std::size_t{1} << 20;
    // From the upstream at one time, at most.
    std::size_t most = SIZE_MAX;
    // So many empty regions are kept for the next need, at most, of those that are no larger than
    // region_size: so who allocates and frees at the edge does not ask the upstream each time.
    unsigned spare_regions = 1;
    // Of the further regions, in the pool.
    int priority = -1;
};

// The pool serves whoever names the attribute from the further regions, too. One that has others'
// blocks stays until these are free, and is given back by what is freed here next, or by shrink.
//
// Thread safety: any function, any thread, but the destructor. A request that a region can serve
// takes the pool's time, a look-up of the region, and an atomic counter. One that grows, and a free
// that empties a region, hold a mutex, while they call the upstream and the pool's observers, too;
// so these must not call this object. Not from an interrupt, and not in the child of a fork.
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
    ~growing_resource() override { give_all_back(); }

    // As allocate, but null where neither the pool nor the upstream has memory: all regions of the
    // pool are taken (config::max_regions), `most` does not allow one more, or the upstream throws.
    // In programs without exceptions an upstream that would throw ends the program.
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
        give_all_back();
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
            give_back_but_spares();
        }
    }

    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
        return this == &other;
    }

    void* grow_and_serve(std::size_t alignment, std::size_t bytes) noexcept {
        const std::lock_guard guard(mutex_);
        // Another thread may have grown the pool meanwhile; and others may be faster to use what
        // this one has just added, but not for ever.
        void* block = detail::try_serve(pool_, attribute_, alignment, bytes);
        for (unsigned turn = 0; turn < config::max_regions && block == nullptr; ++turn) {
            if (!grow(alignment, bytes)) {
                return nullptr;
            }
            block = detail::try_serve(pool_, attribute_, alignment, bytes);
        }
        return block;
    }

    // With the mutex held. Spare regions may be in the way: of `most`, or of a slot in the pool.
    bool grow(std::size_t alignment, std::size_t bytes) noexcept {
        const std::size_t enough = detail::region_size_for(alignment, bytes);
        if (enough > growth_.most || enough == SIZE_MAX) {
            return false;
        }
        if (add_region(enough)) {
            return true;
        }
        give_all_back();
        return add_region(enough);
    }

    bool add_region(std::size_t enough) noexcept {
        const std::size_t left = growth_.most - regions_.bytes();
        if (enough > left) {
            return false;
        }
        const std::size_t usual = growth_.region_size < left ? growth_.region_size : left;
        const std::size_t size = enough > usual ? enough : usual;
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
        if (region.address % detail::region_alignment != 0 || pool_.add(region) != Status::ok) {
            upstream_.deallocate(memory, size, detail::region_alignment);
            return false;
        }
        regions_.add(pool_.region_number_of(memory), memory, size);
        return true;
    }

    // With the mutex held. The first ones are kept.
    void give_back_but_spares() noexcept {
        unsigned kept = 0;
        for (unsigned number = 0; number < config::max_regions; ++number) {
            const std::size_t size = regions_.at(number).size;
            if (size == 0 || !regions_.seems_empty(number)) {
                continue;
            }
            if (size <= growth_.region_size && kept < growth_.spare_regions) {
                ++kept;
            } else {
                give_back(number);
            }
        }
    }

    void give_all_back() noexcept {
        for (unsigned number = 0; number < config::max_regions; ++number) {
            give_back(number);
        }
    }

    // Where it is one of the regions, and has no blocks. To remove one that has stops its service
    // for a moment: so that is only tried where it seems to have none, and matters only where
    // somebody is just being given one.
    void give_back(unsigned number) noexcept {
        const detail::GrownRegion region = regions_.at(number);
        Statistics now;
        if (region.memory == nullptr || !pool_.statistics(number, now) || now.used != 0) {
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
