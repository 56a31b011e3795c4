#include "nearest.hpp"

#include <gtest/gtest.h>

namespace smh::tool {
namespace {

const std::vector<std::string> words{"regions", "record", "replay", "demo"};

TEST(Nearest, AFewChangesOfALetter) {
    EXPECT_EQ(nearest("regions", words), "regions");
    EXPECT_EQ(nearest("regons", words), "regions");
    EXPECT_EQ(nearest("regionss", words), "regions");
    EXPECT_EQ(nearest("regoins", words), "regions");
    EXPECT_EQ(nearest("dmo", words), "demo");
}

TEST(Nearest, OfSeveralTheOneWithFewest) {
    EXPECT_EQ(nearest("recplay", words), "replay");
}

TEST(Nearest, NothingIsNear) {
    EXPECT_EQ(nearest("", words), "");
    EXPECT_EQ(nearest("x", words), "");
    EXPECT_EQ(nearest("generate", words), "");
    EXPECT_EQ(nearest("regions", {}), "");
    EXPECT_EQ(nearest("-x", {"-h"}), "") << "half of it is something else";
}

} // namespace
} // namespace smh::tool
