#include "smh/detail/owner_guess.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace smh::detail {
namespace {

struct Part {
    std::uintptr_t start;
    std::size_t size;
};

constexpr std::size_t kibibyte = 1024;

// As the pool does it: the smaller of two that meet has the place.
void fill(OwnerGuess& guess, const std::vector<Part>& parts) {
    const auto smaller = [](const Part& a, const Part& b) { return a.size < b.size; };
    const auto smallest = std::min_element(parts.begin(), parts.end(), smaller);
    const auto largest = std::max_element(parts.begin(), parts.end(), smaller);
    std::size_t total = 0;
    for (const Part& part : parts) {
        total += part.size;
    }
    guess.begin(smallest->size, total, static_cast<unsigned>(largest - parts.begin()));
    for (unsigned slot = 0; slot < parts.size(); ++slot) {
        guess.cover(parts[slot].start, parts[slot].size, slot,
                    [&](std::size_t other) { return parts[other].size < parts[slot].size; });
    }
}

// How many of a thousand addresses of a region are said to be in another.
unsigned wrong_of_a_thousand(const OwnerGuess& guess, const Part& part, unsigned slot) {
    unsigned wrong = 0;
    for (std::size_t i = 0; i < 1000; ++i) {
        wrong += guess.find(part.start + part.size / 1000 * i) != slot ? 1U : 0U;
    }
    return wrong;
}

// Pools of few regions do not guess, and their table would be shorter.
class OwnerGuessOfMany : public testing::Test {
protected:
    void SetUp() override {
        if (config::max_regions <= 8) {
            GTEST_SKIP() << "a pool of so few regions looks at each";
        }
    }
};

TEST_F(OwnerGuessOfMany, NeighboursAreToldApartButWhereTheyMeet) {
    std::vector<Part> parts;
    for (std::uintptr_t number = 0; number < 4; ++number) {
        parts.push_back({0x7f0012345000 + number * 2048 * kibibyte, 2048 * kibibyte});
    }
    OwnerGuess guess;
    fill(guess, parts);
    for (unsigned slot = 0; slot < parts.size(); ++slot) {
        EXPECT_LE(wrong_of_a_thousand(guess, parts[slot], slot), 50U) << slot;
    }
}

// Bases that agree in their low bits share places; the largest regions give way.
TEST_F(OwnerGuessOfMany, TheSmallestRegionsOfAMicrocontrollerAreAlwaysFound) {
    const std::vector<Part> parts = {{0x0000'0000, 64 * kibibyte},
                                     {0x2000'0000, 512 * kibibyte},
                                     {0x2404'0000, 128 * kibibyte},
                                     {0xD010'0000, 8192 * kibibyte}};
    OwnerGuess guess;
    fill(guess, parts);
    EXPECT_EQ(wrong_of_a_thousand(guess, parts[0], 0), 0U);
    EXPECT_EQ(wrong_of_a_thousand(guess, parts[2], 2), 0U);
    EXPECT_LE(wrong_of_a_thousand(guess, parts[1], 1), 400U);
    EXPECT_LE(wrong_of_a_thousand(guess, parts[3], 3), 300U);
}

TEST_F(OwnerGuessOfMany, ASmallRegionBesideAHugeOneIsFound) {
    const std::vector<Part> parts = {{std::uintptr_t{1} << 40, std::size_t{64} << 30},
                                     {0x1000'0000, 4 * kibibyte}};
    OwnerGuess guess;
    fill(guess, parts);
    EXPECT_EQ(wrong_of_a_thousand(guess, parts[1], 1), 0U);
    EXPECT_LE(wrong_of_a_thousand(guess, parts[0], 0), 40U);
}

TEST(OwnerGuess, AnswersWithASlotWhateverTheAddress) {
    OwnerGuess guess;
    EXPECT_EQ(guess.find(0), 0U);
    EXPECT_EQ(guess.find(~std::uintptr_t{0}), 0U);
    guess.begin(1, 1, 3);
    EXPECT_EQ(guess.find(~std::uintptr_t{0}), 3U);
}

} // namespace
} // namespace smh::detail
