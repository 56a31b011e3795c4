// A pool that grows, and shrinks again.
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory_resource>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pools.hpp"
#include "smh/growing_resource.hpp"
#include "smh/upstream.hpp"

namespace smh::test {
namespace {

constexpr std::size_t kib = 1024;

// More than there can be; compilers that see the number would warn.
std::size_t too_much() {
    const volatile std::size_t all = SIZE_MAX;
    return all;
}

// Counts what it has given, and writes over what comes back.
class Upstream : public std::pmr::memory_resource {
public:
    std::size_t given = 0;
    unsigned calls = 0;
    bool dry = false;

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        void* const memory = dry ? nullptr : std::aligned_alloc(alignment, bytes);
        if (memory == nullptr) {
            throw std::bad_alloc();
        }
        given += bytes;
        ++calls;
        return memory;
    }
    void do_deallocate(void* memory, std::size_t bytes, std::size_t) override {
        given -= bytes;
        std::memset(memory, 0x5A, bytes);
        std::free(memory);
    }
    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
        return this == &other;
    }
};

class Growing : public testing::Test {
protected:
    Growing() { EXPECT_EQ(pool->init(), Status::ok); }
    ~Growing() override {
        EXPECT_TRUE(pool->validate(Depth::full));
        EXPECT_EQ(upstream.given, 0U);
    }

    static constexpr Growth small{.region_size = 64 * kib, .spare_regions = 0};
    Upstream upstream;
    std::unique_ptr<Pool> pool = std::make_unique<Pool>();
};

TEST_F(Growing, TakesRegionsAndGivesThemBack) {
    growing_resource memory(*pool, near, upstream, small);
    std::vector<void*> blocks;
    for (int count = 0; count < 100; ++count) {
        blocks.push_back(memory.allocate(10 * kib));
    }
    EXPECT_GE(upstream.given, 1000 * kib);
    EXPECT_EQ(memory.grown(), upstream.given);
    for (void* const block : blocks) {
        memory.deallocate(block, 10 * kib);
    }
    EXPECT_EQ(upstream.given, 0U);
    EXPECT_EQ(pool->region_count(), 0U);
}

TEST_F(Growing, AsksRegionsThatAreThereFirst) {
    alignas(64) static unsigned char own[16 * kib];
    Region region;
    region.address = reinterpret_cast<std::uintptr_t>(own);
    region.size = sizeof own;
    region.attributes = near;
    ASSERT_EQ(pool->add(region), Status::ok);
    growing_resource memory(*pool, near, upstream, small);
    void* const first = memory.allocate(10 * kib);
    EXPECT_EQ(upstream.given, 0U);
    void* const second = memory.allocate(10 * kib);
    EXPECT_EQ(upstream.given, 64 * kib);
    memory.deallocate(first, 10 * kib);
    EXPECT_EQ(upstream.given, 64 * kib);
    memory.deallocate(second, 10 * kib);
    EXPECT_EQ(upstream.given, 0U);
}

// Who allocates and frees at the edge.
TEST_F(Growing, KeepsASpareRegion) {
    growing_resource memory(*pool, near, upstream, {.region_size = 64 * kib});
    for (int turn = 0; turn < 50; ++turn) {
        memory.deallocate(memory.allocate(kib), kib);
    }
    EXPECT_EQ(upstream.calls, 1U);
    std::vector<void*> blocks;
    for (int count = 0; count < 20; ++count) {
        blocks.push_back(memory.allocate(30 * kib));
    }
    for (void* const block : blocks) {
        memory.deallocate(block, 30 * kib);
    }
    EXPECT_EQ(memory.grown(), 64 * kib) << "one of them";
    memory.shrink();
    EXPECT_EQ(memory.grown(), 0U);
}

TEST_F(Growing, TakesNoMoreThanItMay) {
    growing_resource memory(*pool, near, upstream,
                            {.region_size = 64 * kib, .most = 128 * kib, .spare_regions = 0});
    std::vector<void*> blocks;
    while (void* const block = memory.try_allocate(10 * kib)) {
        blocks.push_back(block);
    }
    EXPECT_EQ(upstream.given, 128 * kib);
    EXPECT_GE(blocks.size(), 10U);
    EXPECT_THROW(static_cast<void>(memory.allocate(10 * kib)), std::bad_alloc);
    EXPECT_EQ(memory.try_allocate(200 * kib), nullptr);
    for (void* const block : blocks) {
        memory.deallocate(block, 10 * kib);
    }
}

TEST_F(Growing, GivesSpareRegionsBackBeforeItFails) {
    growing_resource memory(*pool, near, upstream, {.region_size = 64 * kib, .most = 128 * kib});
    memory.deallocate(memory.allocate(kib), kib);
    EXPECT_EQ(memory.grown(), 64 * kib);
    memory.deallocate(memory.allocate(100 * kib), 100 * kib);
    EXPECT_EQ(memory.grown(), 0U) << "one that is larger than usual is not kept";
}

TEST_F(Growing, GivesSpareRegionsBackWhereAllRegionsAreTaken) {
    growing_resource memory(*pool, near, upstream,
                            {.region_size = 8 * kib, .spare_regions = config::max_regions});
    std::vector<void*> blocks;
    while (void* const block = memory.try_allocate(6 * kib)) {
        blocks.push_back(block);
    }
    for (void* const block : blocks) {
        memory.deallocate(block, 6 * kib);
    }
    EXPECT_EQ(memory.grown(), config::max_regions * 8 * kib);
    memory.deallocate(memory.allocate(100 * kib), 100 * kib);
    EXPECT_EQ(memory.grown(), 0U);
}

TEST_F(Growing, TakesNothingThatIsNotAligned) {
    alignas(4096) static std::byte arena[128 * kib];
    callback_resource functions([](std::size_t, std::size_t) -> void* { return arena + 8; },
                                [](void*, std::size_t) {});
    growing_resource memory(*pool, near, functions, small);
    EXPECT_EQ(memory.try_allocate(kib), nullptr);
    EXPECT_EQ(memory.grown(), 0U);
}

// Nobody who asks the pool finds it full because a region with their block might have been empty.
TEST_F(Growing, NeverStopsARegionThatOthersUse) {
    growing_resource memory(*pool, near, upstream, small);
    void* const own = memory.allocate(kib);
    void* const others = pool->alloc(near, kib);
    unsigned failures = 0;
    Observer observer{.context = &failures};
    observer.failed = [](void* context, const FailedRequest&) {
        ++*static_cast<unsigned*>(context);
    };
    pool->observe(&observer);
    EXPECT_EQ(pool->drain(pool->region_of(own)->address), Status::ok);
    memory.deallocate(own, kib);
    memory.shrink();
    EXPECT_EQ(pool->alloc(near, kib), nullptr) << "what the user has drained stays so";
    EXPECT_EQ(failures, 1U);
    pool->observe(nullptr);
    pool->free(others);
    memory.shrink();
}

TEST_F(Growing, FailsWhereTheUpstreamHasNothing) {
    growing_resource memory(*pool, near, upstream, small);
    upstream.dry = true;
    EXPECT_EQ(memory.try_allocate(1), nullptr);
    upstream.dry = false;
    EXPECT_EQ(memory.try_allocate(1, 24), nullptr) << "no alignment";
    EXPECT_EQ(memory.try_allocate(too_much()), nullptr);
    EXPECT_EQ(memory.try_allocate(too_much() / 8), nullptr);
    EXPECT_EQ(upstream.calls, 0U);
    memory.deallocate(memory.allocate(1), 1);
}

TEST_F(Growing, FailsWhereAllRegionsAreTaken) {
    growing_resource memory(*pool, near, upstream, {.region_size = 8 * kib, .spare_regions = 0});
    std::vector<void*> blocks;
    while (void* const block = memory.try_allocate(6 * kib)) {
        blocks.push_back(block);
    }
    EXPECT_EQ(blocks.size(), config::max_regions);
    for (void* const block : blocks) {
        memory.deallocate(block, 6 * kib);
    }
}

// Who asks the pool itself may be given a block there.
TEST_F(Growing, LeavesARegionThatOthersUse) {
    growing_resource memory(*pool, near, upstream, small);
    void* const own = memory.allocate(kib);
    void* const others = pool->alloc(near, kib);
    ASSERT_NE(others, nullptr);
    memory.deallocate(own, kib);
    memory.shrink();
    EXPECT_EQ(memory.grown(), 64 * kib);
    void* const more = pool->alloc(near, kib);
    EXPECT_NE(more, nullptr) << "it goes on to serve";
    pool->free(more);
    pool->free(others);
    memory.shrink();
    EXPECT_EQ(memory.grown(), 0U);
}

TEST_F(Growing, EndsWithAnotherBlockAllocated) {
    void* others = nullptr;
    {
        growing_resource memory(*pool, near, upstream, small);
        memory.deallocate(memory.allocate(100 * kib), 100 * kib);
        void* const own = memory.allocate(kib);
        others = pool->alloc(near, kib);
        memory.deallocate(own, kib);
    }
    EXPECT_EQ(upstream.given, 64 * kib) << "it stays with its block";
    auto* const begin = reinterpret_cast<void*>(pool->region_of(others)->address);
    pool->free(others);
    EXPECT_EQ(pool->remove(reinterpret_cast<std::uintptr_t>(begin)), Status::ok);
    upstream.deallocate(begin, 64 * kib, 4096);
}

RC_GTEST_FIXTURE_PROP(Growing, ServesARequestOfAnySizeAndAlignment, ()) {
    growing_resource memory(*pool, near, upstream, {.region_size = 1, .spare_regions = 0});
    const std::size_t bytes = std::size_t{1} << *rc::gen::inRange(0, 26);
    const std::size_t more = *rc::gen::inRange<std::size_t>(0, bytes);
    const std::size_t alignment = std::size_t{1} << *rc::gen::inRange(0, 17);
    void* const block = memory.try_allocate(bytes + more, alignment);
    const bool served = block != nullptr;
    RC_ASSERT(served);
    RC_ASSERT(reinterpret_cast<std::uintptr_t>(block) % alignment == 0);
    RC_ASSERT(upstream.calls == 1U);
    memory.deallocate(block, bytes + more, alignment);
    RC_ASSERT(upstream.given == 0U);
}

TEST_F(Growing, ServesContainers) {
    growing_resource memory(*pool, near, upstream, small);
    std::pmr::map<int, std::pmr::vector<int>> table(&memory);
    for (int number = 0; number < 2000; ++number) {
        table[number].resize(static_cast<std::size_t>(number % 100));
    }
    EXPECT_GE(upstream.given, 400 * kib);
    table.clear();
    EXPECT_EQ(memory.grown(), 0U);
}

// Larger than a region can be, or so large that one cannot serve it.
TEST_F(Growing, FailsWhereNoRegionCouldServe) {
    if constexpr (sizeof(std::size_t) > 4) {
        mapping_resource pages;
        growing_resource memory(*pool, near, pages, small);
        for (std::size_t gibibytes = 50; gibibytes < 66; ++gibibytes) {
            void* const block = memory.try_allocate(gibibytes << 30);
            if (block != nullptr) {
                memory.deallocate(block, gibibytes << 30);
            }
        }
        EXPECT_EQ(memory.try_allocate(std::size_t{64} << 30), nullptr);
        memory.shrink();
        EXPECT_EQ(memory.grown(), 0U);
    }
}

TEST_F(Growing, FromPages) {
    mapping_resource pages;
    growing_resource memory(*pool, near, pages, small);
    memory.deallocate(memory.allocate(kib), kib);
    void* const aligned = pages.allocate(5000, 1 << 20);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(aligned) % (1 << 20), 0U);
    std::memset(aligned, 1, 8192);
    pages.deallocate(aligned, 5000, 1 << 20);
    pages.deallocate(pages.allocate(0), 0);
    EXPECT_THROW(static_cast<void>(pages.allocate(too_much())), std::bad_alloc);
    EXPECT_THROW(static_cast<void>(pages.allocate(too_much() / 2, 1 << 20)), std::bad_alloc);
    EXPECT_EQ(pages, mapping_resource());
    EXPECT_NE(pages, *std::pmr::new_delete_resource());
}

TEST_F(Growing, FromFunctions) {
    std::size_t given = 0;
    callback_resource functions(
        [&given](std::size_t bytes, std::size_t alignment) -> void* {
            const bool enough = given + bytes <= 100 * kib;
            given += enough ? bytes : 0;
            return enough ? std::aligned_alloc(alignment, bytes) : nullptr;
        },
        [&given](void* memory, std::size_t bytes) {
            given -= bytes;
            std::free(memory);
        });
    growing_resource memory(*pool, near, functions, small);
    void* const block = memory.allocate(50 * kib);
    EXPECT_EQ(given, 64 * kib);
    EXPECT_EQ(memory.try_allocate(50 * kib), nullptr);
    memory.deallocate(block, 50 * kib);
    EXPECT_EQ(given, 0U);
}

} // namespace
} // namespace smh::test
