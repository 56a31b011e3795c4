// Blocks of plain objects.
#include <numeric>
#include <ranges>
#include <span>

#include <gtest/gtest.h>

#include "pools.hpp"
#include "smh/buffer.hpp"

namespace smh::test {
namespace {

static_assert(std::ranges::contiguous_range<buffer<int>>);
static_assert(std::ranges::contiguous_range<const buffer<int>>);
static_assert(std::is_convertible_v<buffer<int>&, std::span<int>>);
static_assert(std::is_convertible_v<const buffer<int>&, std::span<const int>>);
static_assert(!std::is_convertible_v<const buffer<int>&, std::span<int>>);
static_assert(!std::is_copy_constructible_v<buffer<int>>);
static_assert(std::is_nothrow_move_constructible_v<buffer<int>> &&
              std::is_nothrow_move_assignable_v<buffer<int>> &&
              std::is_nothrow_swappable_v<buffer<int>>);

class Buffers : public testing::Test {
protected:
    Buffers() { have_pools(); }
    ~Buffers() override {
        EXPECT_TRUE(unused_and_valid(shared_pool()));
        EXPECT_TRUE(unused_and_valid(pool));
    }
    Pool& pool = other_pool();
};

TEST_F(Buffers, HoldObjects) {
    buffer<int> numbers(near, 100);
    std::iota(numbers.begin(), numbers.end(), 0);
    EXPECT_EQ(numbers[99], 99);
    EXPECT_EQ(numbers.size(), 100U);
    EXPECT_EQ(numbers.size_bytes(), 400U);
    EXPECT_GE(used(shared_pool(), near), 400U);
    const std::span<int> span(numbers);
    EXPECT_EQ(span.data(), numbers.data());
}

TEST_F(Buffers, AreAligned) {
    const buffer<> packet(pool, far, 1500, 4096);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(packet.data()) % 4096, 0U);
    const buffer<std::max_align_t> objects(pool, far, 3, 1);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(objects.data()) % alignof(std::max_align_t), 0U);
}

TEST_F(Buffers, AreMovedAndSwapped) {
    buffer<int> one(pool, near, 10);
    const int* const objects = one.data();
    buffer<int> other(far, 20);
    swap(one, other);
    EXPECT_EQ(other.data(), objects);
    EXPECT_EQ(one.size(), 20U);
    one = std::move(other);
    EXPECT_EQ(one.data(), objects);
    EXPECT_EQ(used(shared_pool(), far), 0U) << "what was there is given back";
    buffer<int>& same = one;
    one = std::move(same);
    EXPECT_EQ(one.data(), objects) << "moved to itself, it stays";
}

TEST_F(Buffers, OfWhatADeviceWrites) {
    buffer<volatile unsigned> registers(pool, near, 4);
    registers[0] = 1;
    const buffer<const int> constant(pool, near, 4);
    EXPECT_EQ(registers.size() + constant.size(), 8U);
}

TEST_F(Buffers, OfNone) {
    const buffer<int> none(near, 0);
    EXPECT_TRUE(none.empty() && buffer<int>().empty());
    EXPECT_EQ(none.data(), nullptr);
}

TEST_F(Buffers, WhereThereIsNoMemory) {
    EXPECT_THROW(buffer<>(near, std::size_t{1} << 22), std::bad_alloc);
    EXPECT_THROW(buffer<int>(pool, near, SIZE_MAX / 2), std::bad_alloc);
    EXPECT_THROW(buffer<>(pool, near, 100, 48), std::bad_alloc) << "no alignment";
    EXPECT_THROW(buffer<>(pool, near, 100, 3), std::bad_alloc) << "none either";
    EXPECT_TRUE(buffer<>::try_make(nowhere, 1).empty());
    EXPECT_TRUE(buffer<>::try_make(pool, near, 100, 48).empty());
    EXPECT_EQ(buffer<>::try_make(pool, near, 100).size(), 100U);
}

} // namespace
} // namespace smh::test
