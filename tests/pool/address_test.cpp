// Regions of addresses at which there is nothing here.
#include <sys/mman.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>
#include <vector>

#include "smh/pool.hpp"
#include "support/pool_fixture.hpp"

namespace smh {
namespace {

constexpr Attribute device{5};
constexpr Attribute file{6};

// No pointer is an address, and no address a pointer.
static_assert(!std::is_convertible_v<Address, void*> && !std::is_convertible_v<void*, Address>);
static_assert(!std::is_constructible_v<Address, void*> && !std::is_constructible_v<void*, Address>);
static_assert(!std::is_convertible_v<std::uint64_t, Address>);

Fault last_fault;
unsigned faults = 0;

class Addresses : public test::PoolFixture {
protected:
    static constexpr std::uint64_t far = std::uint64_t{7} << 48;
    std::vector<std::uint64_t> memory_ = std::vector<std::uint64_t>(1 << 17);
    std::size_t used_memory_ = 0;

    Metadata metadata(std::uint64_t size, std::size_t granule) {
        Metadata metadata;
        metadata.granule = granule;
        metadata.address = reinterpret_cast<std::uintptr_t>(memory_.data()) + used_memory_;
        metadata.size = metadata_size(size, granule) + metadata_alignment;
        used_memory_ += metadata.size;
        EXPECT_LE(used_memory_, memory_.size() * sizeof(memory_[0]));
        return metadata;
    }
    void add(std::uint64_t address, std::uint64_t size, AttributeSet attributes,
             std::size_t granule = 4096) {
        AddressRegion region;
        region.address = address;
        region.size = size;
        region.attributes = attributes;
        region.name = "there";
        ASSERT_EQ(pool_.add(region, metadata(size, granule)), Status::ok);
    }
    void SetUp() override {
        test::PoolFixture::SetUp();
        faults = 0;
        set_fault_handler([](const Fault& fault) {
            last_fault = fault;
            ++faults;
        });
    }
    void TearDown() override {
        test::PoolFixture::TearDown();
        set_fault_handler(nullptr);
    }
};

TEST_F(Addresses, AreGivenAboveAnyPointer) {
    add(far, 64 << 20, device);
    std::vector<Address> blocks;
    while (const Address block = pool_.alloc_address(device, 100000)) {
        EXPECT_GE(block.value(), far);
        EXPECT_LE(block.value() + 100000, far + (64U << 20));
        EXPECT_EQ(block.region(), 0U);
        EXPECT_GE(pool_.usable_size(block), 100000U);
        blocks.push_back(block);
    }
    EXPECT_EQ(blocks.size(), (64U << 20) / 102400);
    EXPECT_EQ(of(0).blocks, blocks.size());
    EXPECT_TRUE(pool_.validate(Depth::full));
    for (const Address block : blocks) {
        pool_.free(block);
    }
    EXPECT_EQ(of(0).largest, std::size_t{64} << 20);
    EXPECT_EQ(faults, 0U);
}

TEST_F(Addresses, AreCountedBeyondWhatASizeCanSay) {
    constexpr std::uint64_t huge = std::uint64_t{3} << 32;
    add(far, huge, device, max_granule);
    add(far, huge, file, max_granule);
    const Address block = pool_.alloc_address(device, 1);
    EXPECT_EQ(of(0).used, max_granule);
    EXPECT_EQ(of(0).peak, max_granule);
    EXPECT_EQ(pool_.statistics().used, max_granule);
    EXPECT_EQ(pool_.statistics().capacity,
              sizeof(std::size_t) < 8 ? ~std::size_t{0} : static_cast<std::size_t>(2 * huge));
    pool_.free(block);
}

TEST_F(Addresses, AreNotForPointers) {
    add(far, 1 << 20, device);
    EXPECT_EQ(pool_.alloc(device, 100), nullptr);
    const unsigned memory = PoolFixture::add(device);
    void* const block = pool_.alloc(device, 100);
    ASSERT_NE(block, nullptr);
    EXPECT_EQ(pool_.region_number_of(block), static_cast<int>(memory));
    pool_.free(block);
    for (unsigned number = 0; number < 20; ++number) {
        const Address address = pool_.alloc_address(device, 100);
        EXPECT_EQ(address.region(), 0U);
        pool_.free(address);
    }
}

TEST_F(Addresses, BlocksAreResizedWhereTheyAre) {
    add(far, 1 << 20, device);
    const Address block = pool_.aligned_alloc_address(device, 1 << 16, 30000);
    EXPECT_TRUE(pool_.resize(block, 10000));
    EXPECT_EQ(pool_.usable_size(block), 12288U);
    EXPECT_TRUE(pool_.resize(block, 40000));
    EXPECT_FALSE(pool_.resize(block, 2 << 20));
    EXPECT_FALSE(pool_.resize(block, 0));
    EXPECT_FALSE(pool_.resize(Address{}, 10));
    EXPECT_EQ(faults, 0U);
    EXPECT_FALSE(pool_.resize(Address(3, far), 10));
    EXPECT_EQ(last_fault.call, Call::realloc);
    pool_.free(block);
}

// Two files, both from offset 0 on.
TEST_F(Addresses, MayOccurInSeveralRegions) {
    add(0, 1 << 20, file);
    add(0, 1 << 20, file);
    const Address first = pool_.alloc_address(file, 1 << 20);
    const Address second = pool_.alloc_address(file, 1 << 20);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first.value(), 0U);
    EXPECT_EQ(second.value(), 0U);
    EXPECT_NE(first, second);
    EXPECT_FALSE(pool_.alloc_address(file, 1));
    pool_.free(first);
    EXPECT_EQ(of(0).used, 0U);
    EXPECT_EQ(of(1).used, std::size_t{1} << 20);
    pool_.free(Address(second.region(), second.value()));
    EXPECT_EQ(of(1).used, 0U);
    EXPECT_EQ(faults, 0U);
}

TEST_F(Addresses, AlignmentIsThatOfTheAddress) {
    add(far + 4096, 1 << 20, device);
    for (std::size_t alignment = 1; alignment <= 1 << 18; alignment *= 2) {
        const Address block = pool_.aligned_alloc_address(device, alignment, 5000);
        ASSERT_TRUE(block) << alignment;
        EXPECT_EQ(block.value() % alignment, 0U);
        pool_.free(block);
    }
    EXPECT_FALSE(pool_.aligned_alloc_address(device, 3, 100));
    EXPECT_FALSE(pool_.alloc_address(device, 0));
    EXPECT_FALSE(pool_.alloc_address(Attribute{99}, 100));
}

TEST_F(Addresses, MisuseIsAFault) {
    if (config::hardening == config::Hardening::none) {
        GTEST_SKIP() << "nothing is checked";
    }
    add(far, 1 << 20, device);
    const unsigned memory = PoolFixture::add(device);
    const Address block = pool_.alloc_address(device, 10000);
    pool_.free(Address{});
    EXPECT_EQ(faults, 0U);
    pool_.free(Address(0, block.value() + 4096));
    EXPECT_EQ(last_fault.kind, FaultKind::interior_pointer);
    EXPECT_STREQ(last_fault.region_name, "there");
    pool_.free(Address(0, far - 4096));
    EXPECT_EQ(last_fault.kind, FaultKind::foreign_pointer);
    pool_.free(Address(7, block.value()));
    EXPECT_EQ(last_fault.kind, FaultKind::foreign_pointer);
    pool_.free(Address(memory, pool_.region(memory)->address + 1024));
    EXPECT_EQ(last_fault.kind, FaultKind::foreign_pointer);
    EXPECT_EQ(faults, 4U);
    pool_.free(block);
    pool_.free(block);
    EXPECT_EQ(last_fault.kind, FaultKind::double_free);
    EXPECT_EQ(pool_.usable_size(block), 0U);
    EXPECT_EQ(faults, 6U);
}

TEST_F(Addresses, RegionsAreShownAndLeave) {
    add(far, 1 << 20, device);
    EXPECT_EQ(pool_.region(0), nullptr);
    AddressRegion region;
    ASSERT_TRUE(pool_.address_region(0, region));
    EXPECT_EQ(region.address, far);
    EXPECT_EQ(region.size, 1U << 20);
    EXPECT_FALSE(pool_.address_region(1, region));
    const Address block = pool_.alloc_address(device, 10000);
    std::vector<BlockView> seen;
    pool_.walk(
        0,
        [](void* context, const BlockView& view) {
            static_cast<std::vector<BlockView>*>(context)->push_back(view);
        },
        &seen);
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen[1].value, block.value());
    EXPECT_EQ(pool_.remove_region(0), Status::busy);
    EXPECT_FALSE(pool_.alloc_address(device, 1));
    pool_.free(block);
    EXPECT_EQ(pool_.remove_region(0), Status::ok);
    EXPECT_EQ(pool_.remove_region(0), Status::invalid);
    EXPECT_EQ(pool_.region_count(), 0U);
}

TEST_F(Addresses, ClientsFallbackAndPriority) {
    Client client{"tester"};
    ASSERT_EQ(pool_.add_client(client), Status::ok);
    add(far, 1 << 20, file);
    ASSERT_EQ(pool_.set_fallback(device, {file}), Status::ok);
    const Address block = pool_.alloc_address(device, 100);
    EXPECT_TRUE(block);
    pool_.free(block);
    pool_.set_quota(client, 8192);
    const Request request{.bytes = 4096,
                          .alignment = 0,
                          .required = file,
                          .preferred = nullptr,
                          .preferred_count = 0,
                          .client = &client};
    const Address first = pool_.alloc_address(request);
    const Address second = pool_.alloc_address(request);
    ASSERT_TRUE(first && second);
    EXPECT_FALSE(pool_.alloc_address(request));
    EXPECT_EQ(client.statistics().used, 8192U);
    EXPECT_EQ(client.statistics().failures, 1U);
    pool_.free(first);
    pool_.free(second);
    EXPECT_EQ(client.statistics().used, 0U);
    EXPECT_EQ(pool_.remove_client(client), Status::ok);
}

TEST_F(Addresses, ObserversAreTold) {
    struct Seen {
        std::vector<BlockEvent> events;
    } seen;
    Observer observer;
    observer.context = &seen;
    observer.allocated = [](void* context, const BlockEvent& event) {
        static_cast<Seen*>(context)->events.push_back(event);
    };
    observer.freed = observer.allocated;
    add(far, 1 << 20, device);
    pool_.observe(&observer);
    const Address block = pool_.alloc_address(device, 5000);
    pool_.free(block);
    pool_.observe(nullptr);
    ASSERT_EQ(seen.events.size(), 2U);
    for (const BlockEvent& event : seen.events) {
        EXPECT_EQ(event.block, nullptr);
        EXPECT_EQ(event.value, block.value());
        EXPECT_EQ(event.footprint, 8192U);
    }
}

// Memory of the system's, which gives a page when it is first written.
class LazyMemory {
public:
    explicit LazyMemory(std::size_t size)
        : size_(size), begin_(mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {
        EXPECT_NE(begin_, MAP_FAILED);
    }
    ~LazyMemory() { munmap(begin_, size_); }
    LazyMemory(const LazyMemory&) = delete;
    LazyMemory& operator=(const LazyMemory&) = delete;

    Metadata metadata(std::size_t granule) const {
        Metadata metadata;
        metadata.address = reinterpret_cast<std::uintptr_t>(begin_);
        metadata.size = size_;
        metadata.granule = granule;
        return metadata;
    }
    std::size_t resident() const {
        constexpr std::size_t page = 4096;
        std::vector<unsigned char> pages((size_ + page - 1) / page);
        EXPECT_EQ(mincore(begin_, size_, pages.data()), 0);
        return page * static_cast<std::size_t>(std::count_if(
                          pages.begin(), pages.end(), [](unsigned char in) { return in != 0; }));
    }

private:
    std::size_t size_;
    void* begin_;
};

struct Huge {
    std::uint64_t size;
    std::size_t granule;
};
class HugeRegions : public Addresses, public testing::WithParamInterface<Huge> {};

TEST_P(HugeRegions, CostWhatIsUsed) {
    if (sizeof(void*) < 8) {
        GTEST_SKIP() << "no room for the table";
    }
    const auto [size, granule] = GetParam();
    const LazyMemory memory(metadata_size(size, granule));
    AddressRegion region;
    region.address = far;
    region.size = size;
    region.attributes = device;
    ASSERT_EQ(pool_.add(region, memory.metadata(granule)), Status::ok);
    EXPECT_LE(memory.resident(), 1U << 20);
    const Address whole = pool_.alloc_address(device, static_cast<std::size_t>(size));
    EXPECT_EQ(whole, Address(0, far));
    pool_.free(whole);
    std::vector<Address> blocks;
    for (std::size_t bytes = 1; bytes < size / 4; bytes *= 2) {
        blocks.push_back(pool_.alloc_address(device, bytes));
        blocks.push_back(pool_.aligned_alloc_address(device, bytes, 1));
    }
    for (const Address block : blocks) {
        ASSERT_TRUE(block);
        pool_.free(block);
    }
    EXPECT_TRUE(pool_.validate(Depth::full));
    EXPECT_LE(memory.resident(), 1U << 20);
    EXPECT_EQ(of(0).largest, size);
    EXPECT_EQ(pool_.remove_region(0), Status::ok);
}

INSTANTIATE_TEST_SUITE_P(Sizes, HugeRegions,
                         testing::Values(Huge{std::uint64_t{1} << 40, 4096},
                                         Huge{std::uint64_t{1} << 36, 64},
                                         Huge{std::uint64_t{1} << 36, 16 << 4},
                                         Huge{std::uint64_t{1} << 50, max_granule}));

} // namespace
} // namespace smh
