// new by attribute.
#include <stdexcept>

#include <gtest/gtest.h>

#include "pools.hpp"
#include "smh/new.hpp"

namespace smh::test {
namespace {

struct Base {
    virtual ~Base() = default;
};
struct Other {
    virtual ~Other() = default;
    int number = 3;
};
struct Derived : Base, Other {};
struct alignas(512) Aligned {
    explicit Aligned(bool throws = false) {
        if (throws) {
            throw std::runtime_error("as asked for");
        }
    }
};
struct Throwing {
    Throwing() { throw std::runtime_error("always"); }
};

class New : public testing::Test {
protected:
    New() { have_pools(); }
    ~New() override {
        EXPECT_TRUE(unused_and_valid(shared_pool()));
        EXPECT_TRUE(unused_and_valid(pool));
    }
    Pool& pool = other_pool();
};

TEST_F(New, OfAnObject) {
    int* const one = new (near) int(5);
    int* const other = new (pool, far) int(6);
    EXPECT_EQ(*one + *other, 11);
    EXPECT_GT(used(shared_pool(), near), 0U);
    EXPECT_GT(used(pool, far), 0U);
    delete_object(one);
    delete_object(pool, other);
    delete_object(static_cast<int*>(nullptr));
}

TEST_F(New, OfADerivedObject) {
    Other* const one = new (near) Derived;
    const Other* const other = new (pool, near) Derived;
    delete_object(one);
    delete_object(pool, other);
}

TEST_F(New, OfAnOverAlignedObject) {
    for (Aligned* const object :
         {new (pool, near) Aligned, new (pool, near, std::nothrow) Aligned}) {
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(object) % 512, 0U);
        delete_object(pool, object);
    }
    for (Aligned* const object : {new (near) Aligned, new (near, std::nothrow) Aligned}) {
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(object) % 512, 0U);
        delete_object(object);
    }
}

TEST_F(New, OfWhatThrows) {
    EXPECT_THROW(new (near) Throwing, std::runtime_error);
    EXPECT_THROW(new (pool, near) Throwing, std::runtime_error);
    EXPECT_THROW(new (near, std::nothrow) Throwing, std::runtime_error);
    EXPECT_THROW(new (pool, near, std::nothrow) Throwing, std::runtime_error);
    EXPECT_THROW(new (near) Aligned(true), std::runtime_error);
    EXPECT_THROW(new (pool, near) Aligned(true), std::runtime_error);
    EXPECT_THROW(new (near, std::nothrow) Aligned(true), std::runtime_error);
    EXPECT_THROW(new (pool, near, std::nothrow) Aligned(true), std::runtime_error);
}

TEST_F(New, WhereThereIsNoMemory) {
    EXPECT_THROW(new (nowhere) int, std::bad_alloc);
    EXPECT_THROW(new (pool, nowhere) int, std::bad_alloc);
    EXPECT_THROW(new (nowhere) Aligned, std::bad_alloc);
    EXPECT_THROW(new (pool, nowhere) Aligned, std::bad_alloc);
    EXPECT_EQ(new (nowhere, std::nothrow) int, nullptr);
    EXPECT_EQ(new (pool, nowhere, std::nothrow) int, nullptr);
    EXPECT_EQ(new (nowhere, std::nothrow) Aligned, nullptr);
    EXPECT_EQ(new (pool, nowhere, std::nothrow) Aligned, nullptr);
}

template <class T>
concept array_by_attribute = requires(Attribute attribute) {
    new (attribute) T[3];
};
static_assert(!array_by_attribute<int>);

} // namespace
} // namespace smh::test
