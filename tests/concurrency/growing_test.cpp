// A pool that grows and shrinks while several threads use it.
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "smh/growing_resource.hpp"
#include "smh/upstream.hpp"

namespace smh {
namespace {

constexpr Attribute bulk{2};
constexpr unsigned thread_count = 4;
constexpr int turns = 3000;

// Each thread has a few blocks, filled with its number.
void use(std::pmr::memory_resource& memory, unsigned number, std::atomic<int>& wrong) {
    struct Held {
        unsigned char* block = nullptr;
        std::size_t size = 0;
    };
    std::array<Held, 8> held{};
    std::minstd_rand random(number + 1);
    for (int turn = 0; turn < turns + 8; ++turn) {
        Held& one = held[(turn < turns ? random() : static_cast<unsigned>(turn)) % held.size()];
        for (std::size_t index = 0; index < one.size; ++index) {
            wrong += one.block[index] == number ? 0 : 1;
        }
        if (one.block != nullptr) {
            memory.deallocate(one.block, one.size);
        }
        one = {};
        if (turn < turns) {
            one.size = 1 + random() % 6000;
            one.block = static_cast<unsigned char*>(memory.allocate(one.size));
            std::memset(one.block, static_cast<int>(number), one.size);
        }
    }
}

TEST(GrowingThreads, ComeAndGoAtTheEdge) {
    const auto pool = std::make_unique<Pool>();
    ASSERT_EQ(pool->init(), Status::ok);
    mapping_resource pages;
    growing_resource memory(*pool, bulk, pages, {.region_size = 16384, .spare_regions = 0});
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (unsigned number = 0; number < thread_count; ++number) {
        threads.emplace_back([&memory, &wrong, number] { use(memory, number, wrong); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(memory.grown(), 0U) << "the last free of each region has given it back";
    EXPECT_TRUE(pool->validate(Depth::full));
}

} // namespace
} // namespace smh
