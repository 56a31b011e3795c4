// Both demos write values alike, one with a C++ library and one without.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "firmware/demo/text.hpp"
#include "tools/smh/text.hpp"

namespace smh::demo {
namespace {

// Of any magnitude, not only large ones.
std::uint32_t draw_number() {
    return *rc::gen::inRange<std::uint32_t>(0, UINT32_MAX) >> *rc::gen::inRange(0, 32);
}

RC_GTEST_PROP(DemoText, Sizes, ()) {
    const std::uint32_t bytes = draw_number();
    RC_ASSERT(tool::size_text(bytes) == Text{}.add_size(bytes).letters());
}

RC_GTEST_PROP(DemoText, Counts, ()) {
    const std::uint32_t count = draw_number();
    RC_ASSERT(tool::count_text(count) == Text{}.add_count(count).letters());
}

RC_GTEST_PROP(DemoText, Addresses, ()) {
    const std::uint32_t address = draw_number();
    RC_ASSERT(tool::address_text(address) == Text{}.add_address(address).letters());
}

TEST(DemoText, Ends) {
    for (const std::uint32_t number : {0U, 999U, 1000U, 1023U, 1024U, 999'999U, UINT32_MAX}) {
        EXPECT_EQ(tool::size_text(number), Text{}.add_size(number).letters());
        EXPECT_EQ(tool::count_text(number), Text{}.add_count(number).letters());
    }
}

TEST(DemoText, WhatIsTooLongIsCutOff) {
    Text text;
    text.add('x', 1000);
    EXPECT_EQ(text.length(), 159U);
    EXPECT_EQ(std::string(159, 'x'), text.letters());
}

} // namespace
} // namespace smh::demo
