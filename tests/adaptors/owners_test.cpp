// Unique and shared pointers to objects in a pool.
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "pools.hpp"
#include "smh/memory.hpp"

namespace smh::test {
namespace {

// Counts those that live, and throws where the count would become `limit`.
struct Counted {
    static inline int alive = 0;
    static inline int limit = -1;

    explicit Counted(int with = 0) : number(with) {
        if (alive + 1 == limit) {
            throw std::runtime_error("no more");
        }
        ++alive;
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    virtual ~Counted() { --alive; }

    int number;
};

struct First {
    virtual ~First() = default;
    std::array<char, 24> text{};
};
struct Both : First, Counted {};

struct Plain {
    int number = 0;
};
struct DerivedPlain : Plain {};

class Owners : public testing::Test {
protected:
    Owners() {
        have_pools();
        Counted::limit = -1;
    }
    ~Owners() override {
        EXPECT_EQ(Counted::alive, 0);
        EXPECT_TRUE(unused_and_valid(shared_pool()));
        EXPECT_TRUE(unused_and_valid(pool));
    }
    Pool& pool = other_pool();
};

TEST_F(Owners, OfOneObject) {
    const auto one = make_unique<Counted>(near, 5);
    const auto other = make_unique<Counted>(pool, far, 6);
    EXPECT_EQ(one->number, 5);
    EXPECT_EQ(other->number, 6);
    EXPECT_GT(used(shared_pool(), near), 0U);
    EXPECT_GT(used(pool, far), 0U);
    EXPECT_EQ(sizeof one, sizeof(void*));
}

TEST_F(Owners, OfAnArray) {
    const auto one = make_unique<Counted[]>(near, 5);
    const auto other = make_unique<int[]>(pool, far, 100);
    EXPECT_EQ(Counted::alive, 5);
    EXPECT_EQ(one.get_deleter().count, 5U);
    EXPECT_EQ(other[99], 0);
    EXPECT_GT(used(pool, far), 100 * sizeof(int));
}

TEST_F(Owners, OfAConstantArray) {
    const auto constant = make_unique<const Counted[]>(pool, far, 3);
    const pool_unique_ptr<const Counted[]> other = make_unique<Counted[]>(pool, far, 3);
    const unique_ptr<const int[]> numbers = make_unique<int[]>(near, 3);
    EXPECT_EQ(Counted::alive, 6);
    EXPECT_EQ(numbers[2], 0);
}

TEST_F(Owners, OfAnArrayOfNone) {
    const auto none = make_unique<Counted[]>(pool, far, 0);
    EXPECT_NE(none, nullptr);
}

// The block begins where the most derived object does, not where the base is.
TEST_F(Owners, OfADerivedObject) {
    unique_ptr<Counted> one = make_unique<Both>(near);
    pool_unique_ptr<Counted> other = make_unique<Both>(pool, near);
    EXPECT_EQ(Counted::alive, 2);
    one.reset();
    EXPECT_EQ(Counted::alive, 1);
    other.reset();
    unique_ptr<const Counted> constant = make_unique<Counted>(near);
}

template <class To, class From>
constexpr bool converts = std::is_convertible_v<From, To>;
static_assert(!converts<unique_ptr<Plain>, unique_ptr<DerivedPlain>>,
              "who has no virtual destructor cannot stand for what is derived");
static_assert(!converts<pool_unique_ptr<Plain>, pool_unique_ptr<DerivedPlain>>);
static_assert(!converts<unique_ptr<Counted[]>, unique_ptr<Both[]>>,
              "elements of another size are not found one after the other");
static_assert(!converts<std::unique_ptr<Plain>, unique_ptr<Plain>>,
              "what a pool owns cannot be given to another heap");

TEST_F(Owners, OfWhatThrows) {
    Counted::limit = 1;
    EXPECT_THROW(static_cast<void>(make_unique<Counted>(near)), std::runtime_error);
    EXPECT_THROW(static_cast<void>(try_make_unique<Counted>(pool, near)), std::runtime_error);
    EXPECT_THROW(static_cast<void>(make_shared<Counted>(near)), std::runtime_error);
    Counted::limit = 4;
    EXPECT_THROW(static_cast<void>(make_unique<Counted[]>(near, 10)), std::runtime_error);
    EXPECT_EQ(Counted::alive, 0);
}

TEST_F(Owners, WhereThereIsNoMemory) {
    EXPECT_THROW(static_cast<void>(make_unique<int>(nowhere)), std::bad_alloc);
    EXPECT_THROW(static_cast<void>(make_unique<int[]>(pool, near, SIZE_MAX)), std::bad_alloc);
    EXPECT_THROW(static_cast<void>(make_shared<int>(pool, nowhere)), std::bad_alloc);
    EXPECT_EQ(try_make_unique<int>(nowhere), nullptr);
    EXPECT_EQ(try_make_unique<int>(pool, nowhere, 3), nullptr);
    EXPECT_EQ(try_make_unique<Counted[]>(near, SIZE_MAX), nullptr);
    EXPECT_EQ(try_make_unique<Counted[]>(pool, near, SIZE_MAX / 2), nullptr);
}

TEST_F(Owners, ThatShare) {
    const std::shared_ptr<Counted> one = make_shared<Counted>(near, 7);
    const std::shared_ptr<Counted> same = one;
    const auto numbers = make_shared<int[]>(pool, far, 50);
    EXPECT_EQ(same->number, 7);
    EXPECT_EQ(numbers[49], 0);
    EXPECT_GT(used(pool, far), 50 * sizeof(int));
    const std::weak_ptr<Counted> weak = one;
    EXPECT_FALSE(weak.expired());
}

struct alignas(128) Aligned {
    int number = 0;
};

TEST_F(Owners, OfOverAlignedObjects) {
    const auto one = make_unique<Aligned>(near);
    const auto several = make_unique<Aligned[]>(pool, near, 3);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(one.get()) % 128, 0U);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(several.get()) % 128, 0U);
}

TEST_F(Owners, InContainers) {
    std::vector<unique_ptr<Counted>> several;
    for (int number = 0; number < 20; ++number) {
        several.push_back(make_unique<Counted>(number % 2 == 0 ? near : far, number));
    }
    several.erase(several.begin(), several.begin() + 10);
    EXPECT_EQ(Counted::alive, 10);
}

} // namespace
} // namespace smh::test
