// Every standard container with every kind of allocator.
#include <memory_resource>
#include <new>

#include <gtest/gtest.h>

#include "exercise.hpp"
#include "smh/allocator.hpp"
#include "smh/memory_resource.hpp"

namespace smh::test {
namespace {

class Containers : public testing::Test {
protected:
    Containers() { have_pools(); }
    Pool& pool = other_pool();
};

TEST_F(Containers, BearEveryKindOfAllocator) {
    exercise_all(pool, [](bool holds, const char* what) { EXPECT_TRUE(holds) << what; });
}

TEST_F(Containers, ThatAreMovedTakeTheirMemoryAlong) {
    using Vector = std::vector<int, pool_allocator<int>>;
    Vector one = filled<Vector>({pool, near});
    const int* const elements = one.data();
    Vector other({pool, far});
    other = std::move(one);
    EXPECT_EQ(other.data(), elements);
    EXPECT_EQ(other.get_allocator().attribute(), near);
    swap(one, other);
    EXPECT_EQ(one.data(), elements);
}

TEST_F(Containers, ThatAreAssignedACopyKeepTheirOwnMemory) {
    using Vector = std::vector<int, pool_allocator<int>>;
    const Vector one = filled<Vector>({pool, near});
    Vector other({pool, far});
    other = one;
    EXPECT_EQ(other.get_allocator().attribute(), far);
    EXPECT_EQ(Vector(one).get_allocator().attribute(), near);
}

// Their types are different, so it is the elements that are moved.
TEST_F(Containers, OfTheSharedPoolGiveElementsToOthers) {
    using Near = std::vector<std::string, allocator<std::string, near>>;
    using Far = std::vector<std::string, allocator<std::string, far>>;
    static_assert(!std::is_assignable_v<Near&, Far>);
    Near one(3, std::string(100, 'a'));
    const char* const characters = one[0].data();
    const Far other(std::move_iterator(one.begin()), std::move_iterator(one.end()));
    EXPECT_EQ(other[0].data(), characters);
    EXPECT_GT(used(shared_pool(), far), 0U);
}

TEST_F(Containers, AskForMoreThanThereIs) {
    std::vector<int, allocator<int, near>> one;
    EXPECT_THROW(one.reserve(std::size_t{1} << 20), std::bad_alloc);
    std::vector<int, pool_allocator<int>> other({pool, near});
    EXPECT_THROW(other.reserve(std::size_t{1} << 20), std::bad_alloc);
    memory_resource resource(pool, near);
    EXPECT_THROW(static_cast<void>(resource.allocate(std::size_t{1} << 22)), std::bad_alloc);
    EXPECT_THROW(static_cast<void>(pool_allocator<int>(pool, nowhere).allocate(1)), std::bad_alloc);
    one.push_back(1);
    other.push_back(1);
}

TEST_F(Containers, AskForMoreThanAnyNumberOfBytes) {
    pool_allocator<int> ints(pool, near);
    EXPECT_THROW(static_cast<void>(ints.allocate(SIZE_MAX / 2)), std::bad_alloc);
}

TEST_F(Containers, GetAnAddressForNothing) {
    pool_allocator<int> ints(pool, near);
    int* const nothing = ints.allocate(0);
    EXPECT_NE(nothing, nullptr);
    ints.deallocate(nothing, 0);
    memory_resource resource(pool, near);
    void* const none = resource.allocate(0);
    EXPECT_NE(none, nullptr);
    resource.deallocate(none, 0);
    EXPECT_TRUE(unused_and_valid(pool));
}

struct alignas(256) Line {
    int number;
};

TEST_F(Containers, OfOverAlignedElements) {
    const std::vector<Line, pool_allocator<Line>> lines(5, Line{1}, {pool, near});
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(lines.data()) % 256, 0U);
    memory_resource resource(pool, near);
    const std::pmr::vector<Line> others(5, Line{1}, &resource);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(others.data()) % 256, 0U);
}

TEST_F(Containers, EqualityIsOfPoolAndAttribute) {
    const memory_resource one(pool, near);
    const memory_resource same(pool, near);
    EXPECT_EQ(one, same);
    EXPECT_NE(one, memory_resource(pool, far));
    EXPECT_NE(one, memory_resource(near));
    EXPECT_NE(one, *std::pmr::new_delete_resource());
    EXPECT_EQ(pool_allocator<int>(pool, near), pool_allocator<char>(pool, near));
    EXPECT_NE(pool_allocator<int>(pool, near), pool_allocator<int>(pool, far));
    EXPECT_NE(pool_allocator<int>(pool, near), pool_allocator<int>(near));
    EXPECT_EQ(NearAllocator<int>(), NearAllocator<char>());
}

} // namespace
} // namespace smh::test
