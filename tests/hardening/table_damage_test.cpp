// What somebody writes into the metadata of a region that does not hold them.
#include <algorithm>

#include "hardening/fixture.hpp"

namespace smh {
namespace {

using test::at_least;
using test::Hardening;

class TableDamage : public test::HardeningFixture {
protected:
    static constexpr Attribute elsewhere{7};
    static constexpr std::size_t granule = 64;
    static constexpr std::uint64_t size = 1 << 20;
    std::vector<std::uint64_t> table_ =
        std::vector<std::uint64_t>(metadata_size(size, granule) / 8 + 8);

    void SetUp() override {
        HardeningFixture::SetUp();
        Metadata metadata;
        metadata.granule = granule;
        metadata.address = reinterpret_cast<std::uintptr_t>(table_.data());
        metadata.size = table_.size() * sizeof(table_[0]);
        AddressRegion region;
        region.size = size;
        region.attributes = elsewhere;
        ASSERT_EQ(pool_.add(region, metadata), Status::ok);
    }
    void TearDown() override {
        EXPECT_EQ(of(1).used, 0U);
        EXPECT_EQ(pool_.remove_region(1), Status::ok);
        HardeningFixture::TearDown();
    }
    // Which of its bits say so: src/heap/table_tag.hpp.
    static bool is_single(std::uint64_t entry) {
        return entry >> 63 == 1 && (entry >> 31 & 1) == 0;
    }
};

// What is freed meanwhile is not lost, though no list takes it.
TEST_F(TableDamage, LinksOfASingleFreeGranule) {
    if (!at_least(Hardening::moderate)) {
        GTEST_SKIP() << "not promised";
    }
    std::vector<Address> blocks;
    while (blocks.size() < 16) {
        blocks.push_back(pool_.alloc_address(elsewhere, granule));
    }
    std::sort(blocks.begin(), blocks.end(),
              [](Address one, Address other) { return one.value() < other.value(); });
    ASSERT_EQ(blocks.back().value() - blocks.front().value(), 15 * granule);
    const std::size_t all = of(1).used;
    pool_.free(blocks[4]);
    ASSERT_EQ(of(1).used, all - granule);
    // The end of the lists, before the first granule, has links of the same kind.
    const auto single = std::find_if(table_.rbegin(), table_.rend(), is_single);
    ASSERT_NE(single, table_.rend());
    *single ^= std::uint64_t{3} << 33; // where the previous one is
    pool_.free(blocks[8]);
    EXPECT_EQ(of(1).used, all - 2 * granule);
    pool_.free(pool_.alloc_address(elsewhere, 10 * granule));
    EXPECT_EQ(only_fault().kind, FaultKind::damaged_list);
    EXPECT_EQ(of(1).used, all - 2 * granule);
    blocks.erase(blocks.begin() + 8);
    blocks.erase(blocks.begin() + 4);
    for (const Address block : blocks) {
        pool_.free(block);
    }
}

} // namespace
} // namespace smh
