// Words for people: each value of an enumeration has its own, and what is no value has one too.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "shared_multi_heap.h"
#include "smh/fault.hpp"
#include "smh/status.hpp"

namespace smh {
namespace {

// How many values have a name, from 0 up to the first that has none.
template <class Value, class Name>
unsigned named(Name name) {
    std::set<std::string> names;
    for (unsigned number = 0;; ++number) {
        const std::string text = name(static_cast<Value>(number));
        if (text.starts_with("unknown") || number == 255) {
            EXPECT_EQ(name(static_cast<Value>(255)), text);
            return number;
        }
        EXPECT_FALSE(text.empty());
        EXPECT_TRUE(names.insert(text).second) << text;
    }
}

TEST(Names, OfFaults) {
    EXPECT_GT(named<FaultKind>([](FaultKind kind) { return name_of(kind); }),
              static_cast<unsigned>(FaultKind::double_free));
}

TEST(Names, OfCalls) {
    EXPECT_GT(named<Call>([](Call call) { return name_of(call); }),
              static_cast<unsigned>(Call::usable_size));
}

TEST(Names, OfStatuses) {
    EXPECT_GT(named<Status>([](Status status) { return describe(status); }),
              static_cast<unsigned>(Status::busy));
}

} // namespace
} // namespace smh
