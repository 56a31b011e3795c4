// The C API of regions with their metadata elsewhere, and of address regions.
#include "shared_multi_heap/metadata.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "shared_multi_heap.h"

namespace {

constexpr unsigned attribute = 6;
constexpr unsigned device = 7;

struct CMetadata : testing::Test {
    alignas(64) static inline unsigned char region_memory[4096];
    alignas(64) static inline unsigned char metadata[4096];

    static void SetUpTestSuite() { shared_multi_heap_pool_init(); }

    static shared_multi_heap_region_ex region() {
        shared_multi_heap_region_ex region{};
        region.struct_size = sizeof region;
        region.addr = reinterpret_cast<std::uintptr_t>(region_memory);
        region.size = sizeof region_memory;
        region.attributes = 1U << attribute;
        region.metadata_addr = reinterpret_cast<std::uintptr_t>(metadata);
        region.metadata_size = sizeof metadata;
        return region;
    }
    static shared_multi_heap_address_region addresses() {
        shared_multi_heap_address_region region{};
        region.struct_size = sizeof region;
        region.addr = std::uint64_t{9} << 52;
        region.size = 1 << 20;
        region.attributes = 1U << device;
        region.metadata_addr = reinterpret_cast<std::uintptr_t>(metadata);
        region.metadata_size = sizeof metadata;
        region.granule = 4096;
        return region;
    }
    // The number of what was added last.
    static unsigned last() { return shared_multi_heap_region_count() - 1; }
};

TEST_F(CMetadata, ARegionServesAndLeaves) {
    const shared_multi_heap_region_ex added = region();
    ASSERT_EQ(shared_multi_heap_add_ex(&added), 0);
    EXPECT_EQ(shared_multi_heap_add_ex(&added), -EEXIST);
    void* const block = shared_multi_heap_alloc(attribute, 4096);
    EXPECT_EQ(block, region_memory);
    EXPECT_EQ(shared_multi_heap_remove_region(last()), -EBUSY);
    shared_multi_heap_free(block);
    EXPECT_EQ(shared_multi_heap_remove_region(last()), 0);
}

TEST_F(CMetadata, WithoutMetadataItHoldsItsOwn) {
    shared_multi_heap_region_ex added = region();
    added.metadata_size = 0;
    added.granule = 64;
    EXPECT_EQ(shared_multi_heap_add_ex(&added), -EINVAL);
    added.granule = 0;
    added.untouchable = true;
    EXPECT_EQ(shared_multi_heap_add_ex(&added), -EINVAL);
    added.untouchable = false;
    ASSERT_EQ(shared_multi_heap_add_ex(&added), 0);
    EXPECT_EQ(shared_multi_heap_alloc(attribute, 4096), nullptr);
    EXPECT_EQ(shared_multi_heap_remove_region(last()), 0);
}

TEST_F(CMetadata, TheSizeSaysWhichVersionItIs) {
    struct Later {
        shared_multi_heap_region_ex known;
        std::uint64_t more;
    };
    Later later{region(), 0};
    later.known.struct_size = sizeof later;
    ASSERT_EQ(shared_multi_heap_add_ex(&later.known), 0);
    EXPECT_EQ(shared_multi_heap_remove_region(last()), 0);
    later.more = 1;
    EXPECT_EQ(shared_multi_heap_add_ex(&later.known), -EINVAL);
    later.known.struct_size = 8;
    EXPECT_EQ(shared_multi_heap_add_ex(&later.known), -EINVAL);
    EXPECT_EQ(shared_multi_heap_add_ex(nullptr), -EINVAL);
    EXPECT_EQ(shared_multi_heap_add_addresses(nullptr), -EINVAL);
}

TEST_F(CMetadata, SizesOfMetadata) {
    EXPECT_GE(shared_multi_heap_metadata_size(1 << 20, 64), (1U << 20) / 8);
    EXPECT_EQ(shared_multi_heap_metadata_size(1 << 20, 0), 0U);
    EXPECT_EQ(shared_multi_heap_metadata_size(1 << 20, 8), 0U);
    EXPECT_EQ(shared_multi_heap_metadata_size(1 << 20, 48), 0U);
}

TEST_F(CMetadata, Addresses) {
    const shared_multi_heap_address_region added = addresses();
    ASSERT_EQ(shared_multi_heap_add_addresses(&added), 0);
    EXPECT_EQ(shared_multi_heap_alloc(device, 1), nullptr);
    const shared_multi_heap_address block = shared_multi_heap_alloc_address(device, 5000);
    EXPECT_EQ(block.region, static_cast<int>(last()));
    EXPECT_GE(block.value, added.addr);
    EXPECT_EQ(shared_multi_heap_usable_size_address(block), 8192U);
    EXPECT_TRUE(shared_multi_heap_resize_address(block, 4000));
    const shared_multi_heap_address aligned =
        shared_multi_heap_aligned_alloc_address(device, 1 << 18, 1);
    EXPECT_EQ(aligned.value % (1 << 18), 0U);
    EXPECT_LT(shared_multi_heap_alloc_address(device, 0).region, 0);
    EXPECT_LT(shared_multi_heap_alloc_address(attribute, 1).region, 0);
    shared_multi_heap_free_address({0, -1});
    std::vector<shared_multi_heap_block> seen;
    const shared_multi_heap_visitor look = [](void* blocks, const shared_multi_heap_block* one) {
        static_cast<std::vector<shared_multi_heap_block>*>(blocks)->push_back(*one);
    };
    EXPECT_EQ(shared_multi_heap_walk(last(), look, &seen), 0);
    EXPECT_EQ(seen.front().value, added.addr);
    shared_multi_heap_free_address(block);
    shared_multi_heap_free_address(aligned);
    EXPECT_EQ(shared_multi_heap_remove_region(last()), 0);
    EXPECT_EQ(shared_multi_heap_remove_region(77), -EINVAL);
}

} // namespace
