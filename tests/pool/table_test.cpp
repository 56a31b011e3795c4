// Regions of which the tags lie elsewhere. Nothing can be read or written in most of them: who did
// would not come back.
#include <sys/mman.h>

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "smh/pool.hpp"
#include "support/attributes.hpp"
#include "support/pool_fixture.hpp"

namespace smh {
namespace {

constexpr Attribute slow{3};
constexpr Attribute fast{4};

// Addresses where nothing may be touched.
class Closed {
public:
    explicit Closed(std::size_t size)
        : size_(size), begin_(mmap(nullptr, size, PROT_NONE,
                                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {
        EXPECT_NE(begin_, MAP_FAILED);
    }
    ~Closed() { munmap(begin_, size_); }
    Closed(const Closed&) = delete;
    Closed& operator=(const Closed&) = delete;

    Region region(AttributeSet attributes) const {
        Region region;
        region.address = reinterpret_cast<std::uintptr_t>(begin_);
        region.size = size_;
        region.attributes = attributes;
        return region;
    }

private:
    std::size_t size_;
    void* begin_;
};

class TableRegions : public test::PoolFixture {
protected:
    static constexpr std::size_t size = 1 << 20;
    Closed closed_{size};
    std::vector<std::uint64_t> memory_ =
        std::vector<std::uint64_t>(metadata_size(size, 16) / 8 + 8);

    Metadata metadata(std::size_t granule = 64) {
        Metadata metadata;
        metadata.address = reinterpret_cast<std::uintptr_t>(memory_.data());
        metadata.size = memory_.size() * sizeof(memory_[0]);
        metadata.granule = granule;
        metadata.untouchable = true;
        return metadata;
    }
};

TEST_F(TableRegions, NoOperationTouchesTheMemory) {
    Client client{"tester"};
    ASSERT_EQ(pool_.add_client(client), Status::ok);
    ASSERT_EQ(pool_.add(closed_.region(slow), metadata()), Status::ok);
    std::vector<void*> blocks;
    for (std::size_t bytes = 1; bytes < 20000; bytes += 1 + bytes / 3) {
        blocks.push_back(pool_.alloc(slow, bytes));
        blocks.push_back(pool_.aligned_alloc(slow, 4096, bytes));
        blocks.push_back(pool_
                             .alloc(Request{.bytes = bytes,
                                            .alignment = 0,
                                            .required = slow,
                                            .preferred = nullptr,
                                            .preferred_count = 0,
                                            .client = &client})
                             .block);
    }
    for (void*& block : blocks) {
        ASSERT_NE(block, nullptr);
        EXPECT_GE(pool_.usable_size(block), 1U);
        ASSERT_EQ(pool_.realloc(slow, block, 1), block);
    }
    EXPECT_TRUE(pool_.validate(Depth::full));
    unsigned seen = 0;
    EXPECT_EQ(
        pool_.walk(
            0, [](void* count, const BlockView&) { ++*static_cast<unsigned*>(count); }, &seen),
        Status::ok);
    EXPECT_GT(seen, blocks.size());
    EXPECT_EQ(of(0).blocks, blocks.size());
    EXPECT_EQ(pool_.remove(closed_.region(slow).address), Status::busy);
    EXPECT_EQ(pool_.resume(closed_.region(slow).address), Status::ok);
    for (void* const block : blocks) {
        EXPECT_EQ(pool_.region_number_of(block), 0);
        pool_.free(block);
    }
    EXPECT_EQ(of(0).used, 0U);
    EXPECT_EQ(client.statistics().used, 0U);
    EXPECT_EQ(pool_.remove_client(client), Status::ok);
    EXPECT_EQ(pool_.remove(closed_.region(slow).address), Status::ok);
}

TEST_F(TableRegions, TheWholeRegionIsTheUsers) {
    ASSERT_EQ(pool_.add(closed_.region(slow), metadata()), Status::ok);
    EXPECT_EQ(of(0).capacity, size);
    EXPECT_EQ(of(0).largest, size);
    void* const whole = pool_.alloc(slow, size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(whole), closed_.region(slow).address);
    EXPECT_EQ(pool_.alloc(slow, 1), nullptr);
    pool_.free(whole);
}

TEST_F(TableRegions, WhatCannotBeWrittenIsNotCleared) {
    ASSERT_EQ(pool_.add(closed_.region(slow), metadata()), Status::ok);
    EXPECT_EQ(pool_.calloc(slow, 1, 100), nullptr);
    void* const block = pool_.alloc(slow, 100);
    void* const other = pool_.alloc(slow, size / 2);
    EXPECT_EQ(pool_.realloc(slow, block, size / 2), nullptr);
    EXPECT_EQ(pool_.usable_size(block), 128U);
    pool_.free(other);
    // Nor does anything move to there.
    const unsigned readable = add(fast);
    void* const elsewhere = pool_.alloc(fast, 100);
    EXPECT_EQ(pool_.realloc(slow, elsewhere, 200), nullptr);
    EXPECT_EQ(pool_.region_number_of(elsewhere), static_cast<int>(readable));
    EXPECT_EQ(of(0).blocks, 1U);
    pool_.free(elsewhere);
    pool_.free(block);
}

// A block need not lie anywhere else at multiples of the granule that it came from.
TEST_F(TableRegions, WhatMovesKeepsTheAlignmentThatWasAskedFor) {
    constexpr std::size_t coarse = 1 << 16;
    const test::Memory& memory = memories_.emplace_back(16 * coarse);
    Metadata elsewhere = metadata(coarse);
    elsewhere.untouchable = false;
    ASSERT_EQ(pool_.add(region_in(memory, slow), elsewhere), Status::ok);
    const unsigned other = add(fast, coarse);
    for (const std::size_t alignment : {std::size_t{0}, std::size_t{16}, std::size_t{1024}}) {
        void* const block = pool_.aligned_alloc(slow, alignment, 100);
        ASSERT_NE(block, nullptr);
        std::memset(block, 0x5A, 100);
        void* const moved = pool_.realloc(fast, block, 200);
        ASSERT_NE(moved, nullptr) << alignment;
        EXPECT_EQ(pool_.region_number_of(moved), static_cast<int>(other));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(moved) & (alignment - (alignment != 0)), 0U);
        void* const back = pool_.realloc(slow, moved, 100);
        ASSERT_NE(back, nullptr);
        EXPECT_EQ(static_cast<unsigned char*>(back)[99], 0x5A);
        pool_.free(back);
    }
    EXPECT_EQ(pool_.remove(memory.address()), Status::ok);
}

TEST_F(TableRegions, MetadataComeFromAnotherRegion) {
    const unsigned other = add(fast, 1 << 18);
    const std::size_t before = of(other).used;
    Metadata taken;
    taken.from = fast;
    ASSERT_EQ(pool_.add(closed_.region(slow), taken), Status::ok);
    EXPECT_GE(of(other).used, before + metadata_size(size, 64));
    EXPECT_EQ(pool_.metadata(1)->granule, 64U);
    EXPECT_EQ(pool_.metadata(0), nullptr);
    void* const block = pool_.alloc(slow, 1000);
    EXPECT_NE(block, nullptr);
    pool_.free(block);
    EXPECT_EQ(pool_.remove(pool_.region(0)->address), Status::busy);
    EXPECT_EQ(pool_.resume(pool_.region(0)->address), Status::ok);
    EXPECT_EQ(pool_.remove_region(1), Status::ok);
    EXPECT_EQ(of(other).used, before);
}

TEST_F(TableRegions, WhatCannotBeIsRefused) {
    const Region region = closed_.region(slow);
    for (const std::size_t granule :
         {std::size_t{0}, std::size_t{8}, std::size_t{24}, std::size_t{48}, max_granule * 2}) {
        EXPECT_EQ(pool_.add(region, metadata(granule)), Status::invalid) << granule;
    }
    Metadata small = metadata();
    small.size = metadata_size(size, 64) / 2;
    EXPECT_EQ(pool_.add(region, small), Status::invalid);
    Metadata none;
    EXPECT_EQ(pool_.add(region, none), Status::invalid);
    none.from = fast; // which no region has
    EXPECT_EQ(pool_.add(region, none), Status::no_memory);
    Metadata inside = metadata();
    inside.address = region.address;
    EXPECT_EQ(pool_.add(region, inside), Status::invalid);
    Region tiny = region;
    tiny.address += 1;
    tiny.size = 64;
    EXPECT_EQ(pool_.add(tiny, metadata()), Status::invalid);
    ASSERT_EQ(pool_.add(region, metadata()), Status::ok);
    EXPECT_EQ(pool_.add(region, metadata()), Status::exists);
    Closed other(size);
    EXPECT_EQ(pool_.add(other.region(slow), metadata()), Status::exists); // its metadata
    EXPECT_EQ(pool_.region_count(), 1U);
}

// More than any region with its own tags could hold.
TEST_F(TableRegions, HugeRequestsAreServedInFull) {
    if (sizeof(void*) < 8) {
        GTEST_SKIP() << "no room for such a region";
    }
    constexpr std::uint64_t huge = std::uint64_t{1} << 38;
    const Closed closed(static_cast<std::size_t>(huge));
    std::vector<std::uint64_t> table(metadata_size(huge, max_granule) / 8 + 8);
    Metadata metadata;
    metadata.address = reinterpret_cast<std::uintptr_t>(table.data());
    metadata.size = table.size() * 8;
    metadata.granule = 4096;
    metadata.untouchable = true;
    EXPECT_EQ(pool_.add(closed.region(slow), metadata), Status::invalid); // too little for it
    metadata.granule = max_granule;
    ASSERT_EQ(pool_.add(closed.region(slow), metadata), Status::ok);
    constexpr auto bytes = static_cast<std::size_t>((std::uint64_t{1} << 36) + 1);
    for (const std::size_t alignment : {std::size_t{0}, std::size_t{4} << 20}) {
        for (const std::size_t more : {std::size_t{0}, max_granule - 1, max_granule}) {
            void* const block = pool_.aligned_alloc(slow, alignment, bytes + more);
            ASSERT_NE(block, nullptr);
            EXPECT_GE(pool_.usable_size(block), bytes + more);
            pool_.free(block);
        }
    }
    EXPECT_TRUE(pool_.validate(Depth::full));
    EXPECT_EQ(pool_.remove_region(0), Status::ok); // its table does not live as long as the pool
}

TEST_F(TableRegions, ACacheLineIsTheLeastGranule) {
    Region region = closed_.region(slow);
    region.cache_line = 256;
    ASSERT_EQ(pool_.add(region, metadata(16)), Status::ok);
    EXPECT_EQ(pool_.metadata(0)->granule, 256U);
    void* const block = pool_.alloc(slow, 1);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % 256, 0U);
    EXPECT_EQ(pool_.usable_size(block), 256U);
    pool_.free(block);
}

TEST_F(TableRegions, BothKindsServeOneAttribute) {
    ASSERT_EQ(pool_.add(closed_.region(slow), metadata()), Status::ok);
    const unsigned inside = add(slow, 1 << 18);
    std::vector<void*> blocks;
    unsigned from_inside = 0;
    while (void* const block = pool_.alloc(slow, 1000)) {
        from_inside += pool_.region_number_of(block) == static_cast<int>(inside) ? 1U : 0U;
        blocks.push_back(block);
    }
    EXPECT_GT(from_inside, 200U);
    EXPECT_GT(blocks.size() - from_inside, 1000U);
    EXPECT_TRUE(pool_.validate(Depth::full));
    for (void* const block : blocks) {
        pool_.free(block);
    }
    EXPECT_EQ(pool_.statistics().used, 0U);
}

} // namespace
} // namespace smh
