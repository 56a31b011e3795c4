// Regions that leave the pool, and memory that is mapped twice.
#include <gtest/gtest.h>

#include <sys/mman.h>

#include <deque>

#include "smh/pool.hpp"
#include "support/attributes.hpp"
#include "support/memory.hpp"

namespace smh {
namespace {

using test::dma;

class Removal : public testing::Test {
protected:
    std::deque<test::Memory> memories_;
    Pool pool_;

    void SetUp() override {
        if (!config::changing_regions) {
            GTEST_SKIP() << "built without removal";
        }
        ASSERT_EQ(pool_.init(), Status::ok);
    }
    void TearDown() override { EXPECT_TRUE(pool_.validate(Depth::full)); }

    const test::Memory& memory(std::size_t size = 8192) { return memories_.emplace_back(size); }
    static Region region_in(const test::Memory& memory, AttributeSet attributes = cacheable) {
        Region region;
        region.address = memory.address();
        region.size = memory.size();
        region.attributes = attributes;
        return region;
    }
    const test::Memory& add(AttributeSet attributes = cacheable) {
        const test::Memory& added = memory();
        EXPECT_EQ(pool_.add(region_in(added, attributes)), Status::ok);
        return added;
    }
    bool from(const test::Memory& expected, const void* block) const {
        const auto address = reinterpret_cast<std::uintptr_t>(block);
        return block != nullptr && expected.range().contains(address);
    }
};

TEST_F(Removal, ARegionWithoutBlocksLeavesAndIsNotTouchedAgain) {
    const test::Memory& first = add();
    const test::Memory& second = add();
    void* const block = pool_.alloc(cacheable, 100);
    ASSERT_TRUE(from(first, block));
    pool_.free(block);
    EXPECT_EQ(pool_.remove(first.address()), Status::ok);
    EXPECT_EQ(pool_.region(0), nullptr);
    EXPECT_EQ(pool_.region_of(block), nullptr);
    Statistics statistics{};
    EXPECT_FALSE(pool_.statistics(0, statistics));
    EXPECT_EQ(pool_.walk(0, nullptr, nullptr), Status::invalid);
    ASSERT_EQ(mprotect(first.begin(), first.size(), PROT_NONE), 0);
    EXPECT_TRUE(from(second, pool_.alloc(cacheable, 100)));
    EXPECT_EQ(pool_.alloc(cacheable, 8000), nullptr);
    EXPECT_EQ(pool_.aligned_alloc(cacheable, 64, 8000), nullptr);
    EXPECT_TRUE(pool_.validate(Depth::full));
    EXPECT_EQ(pool_.remove(first.address()), Status::invalid);
    ASSERT_EQ(mprotect(first.begin(), first.size(), PROT_READ | PROT_WRITE), 0);
}

TEST_F(Removal, ABusyRegionServesNoMoreAndLeavesWhenItsBlocksAreFree) {
    const test::Memory& first = add();
    void* const block = pool_.alloc(cacheable, 100);
    EXPECT_EQ(pool_.remove(first.address()), Status::busy);
    EXPECT_EQ(pool_.alloc(cacheable, 100), nullptr);
    EXPECT_EQ(pool_.region_of(block)->address, first.address());
    EXPECT_EQ(pool_.add(region_in(first)), Status::exists);
    pool_.free(block);
    EXPECT_EQ(pool_.remove(first.address()), Status::ok);
    EXPECT_EQ(pool_.add(region_in(first)), Status::ok);
    EXPECT_TRUE(from(first, pool_.alloc(cacheable, 100)));
}

TEST_F(Removal, ADrainedRegionCanServeAgainInItsPlace) {
    const test::Memory& first = add();
    const test::Memory& second = add();
    EXPECT_EQ(pool_.drain(first.address()), Status::ok);
    EXPECT_TRUE(from(second, pool_.alloc(cacheable, 100)));
    EXPECT_EQ(pool_.alloc({.bytes = 8000, .required = cacheable}).block, nullptr);
    EXPECT_EQ(pool_.resume(first.address()), Status::ok);
    EXPECT_TRUE(from(first, pool_.alloc(cacheable, 100)));
    EXPECT_EQ(pool_.drain(first.address() + 16), Status::invalid);
    EXPECT_EQ(pool_.resume(0), Status::invalid);
}

TEST_F(Removal, OrderIsThatOfAdditionWhateverTheNumbers) {
    const test::Memory& first = add();
    const test::Memory& second = add();
    ASSERT_EQ(pool_.remove(first.address()), Status::ok);
    const test::Memory& third = add({cacheable, dma});
    EXPECT_EQ(pool_.region(0)->address, third.address()) << "takes the number that is free";
    EXPECT_EQ(pool_.region_count(), 2U);
    EXPECT_TRUE(from(second, pool_.alloc(cacheable, 100)));
    EXPECT_TRUE(from(third, pool_.alloc(dma, 100)));
}

TEST_F(Removal, EveryNumberCanBeUsedAgainAndAgain) {
    std::deque<const test::Memory*> present;
    std::deque<const test::Memory*> absent;
    for (unsigned number = 0; number < config::max_regions; ++number) {
        absent.push_back(&memory(1024));
    }
    for (unsigned step = 0; step < 600; ++step) {
        if (absent.empty() || (step % 3 == 2 && !present.empty())) {
            const std::size_t chosen = step * 7 % present.size();
            ASSERT_EQ(pool_.remove(present[chosen]->address()), Status::ok);
            absent.push_back(present[chosen]);
            present.erase(present.begin() + static_cast<std::ptrdiff_t>(chosen));
        } else {
            ASSERT_EQ(pool_.add(region_in(*absent.front())), Status::ok);
            present.push_back(absent.front());
            absent.pop_front();
        }
        ASSERT_TRUE(pool_.validate(Depth::full));
        for (const test::Memory* const one : present) {
            ASSERT_EQ(pool_.region_of(one->begin())->address, one->address());
        }
        void* const block = pool_.alloc(cacheable, 16);
        ASSERT_TRUE(present.empty() ? block == nullptr : from(*present.front(), block));
        pool_.free(block);
    }
}

TEST_F(Removal, AWalkedRegionIsBusy) {
    const test::Memory& first = add();
    struct Context {
        Pool& pool;
        std::uintptr_t address;
        Status status = Status::ok;
    } context{pool_, first.address()};
    pool_.walk(
        0,
        [](void* given, const BlockView&) {
            auto& to = *static_cast<Context*>(given);
            to.status = to.pool.remove(to.address);
        },
        &context);
    EXPECT_EQ(context.status, Status::busy);
    EXPECT_EQ(pool_.remove(first.address()), Status::ok);
}

class Alias : public testing::Test {
protected:
    static constexpr std::size_t size = 65536;
    Pool pool_;
    int file_ = memfd_create("alias", 0);
    unsigned char* window_ = nullptr;
    unsigned char* other_window_ = nullptr;
    Region region_;

    void SetUp() override {
        if (!config::aliases) {
            GTEST_SKIP() << "built without aliases";
        }
        ASSERT_EQ(ftruncate(file_, size), 0);
        window_ = map();
        other_window_ = map();
        region_.address = number(window_);
        region_.size = size;
        region_.attributes = dma;
        region_.alias_offset = number(other_window_) - number(window_);
        ASSERT_EQ(pool_.init(), Status::ok);
        ASSERT_EQ(pool_.add(region_), Status::ok);
    }
    void TearDown() override {
        EXPECT_TRUE(pool_.validate(Depth::full));
        munmap(window_, size);
        munmap(other_window_, size);
        close(file_);
    }
    unsigned char* map() const {
        return static_cast<unsigned char*>(
            mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file_, 0));
    }
    static std::uintptr_t number(const void* pointer) {
        return reinterpret_cast<std::uintptr_t>(pointer);
    }
};

TEST_F(Alias, LeadsToTheSameByte) {
    auto* const block = static_cast<unsigned char*>(pool_.alloc(dma, 100));
    auto* const alias = static_cast<unsigned char*>(pool_.to_alias(block));
    ASSERT_EQ(number(alias) - number(block), region_.alias_offset);
    block[7] = 0x5A;
    EXPECT_EQ(alias[7], 0x5A);
    EXPECT_EQ(pool_.from_alias(alias + 7), block + 7);
    EXPECT_EQ(pool_.to_alias(alias), nullptr);
    EXPECT_EQ(pool_.from_alias(block), nullptr);
    EXPECT_EQ(pool_.to_alias(&pool_), nullptr);
    EXPECT_EQ(pool_.from_alias(&pool_), nullptr);
    pool_.free(block);
}

TEST_F(Alias, FreeTakesEither) {
    void* const block = pool_.alloc(dma, 100);
    pool_.free(pool_.to_alias(block));
    Statistics statistics{};
    ASSERT_TRUE(pool_.statistics(0, statistics));
    EXPECT_EQ(statistics.used, 0U);
}

TEST_F(Alias, MustNotOverlapAnything) {
    Region other;
    other.address = number(other_window_);
    other.size = 4096;
    other.attributes = cacheable;
    EXPECT_EQ(pool_.add(other), Status::exists);
    const test::Memory memory(8192);
    other.address = memory.address();
    other.size = memory.size();
    other.alias_offset = 4096;
    EXPECT_EQ(pool_.add(other), Status::invalid) << "its own range";
    other.alias_offset = number(window_) - other.address;
    EXPECT_EQ(pool_.add(other), Status::exists);
    other.alias_offset = number(other_window_) - other.address;
    EXPECT_EQ(pool_.add(other), Status::exists);
    other.alias_offset = 0 - other.address - 4096;
    EXPECT_EQ(pool_.add(other), Status::invalid) << "beyond the end of the address space";
}

} // namespace
} // namespace smh
