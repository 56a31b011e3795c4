#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "smh/port.hpp"

namespace smh::port {
namespace {

// Not atomic on purpose: only the lock protects it.
TEST(Lock, LetsOneInAtATime) {
    constexpr int threads = 8;
    constexpr int rounds = 20'000;
    Lock lock;
    long counter = 0;
    std::vector<std::thread> workers;
    for (int i = 0; i < threads; ++i) {
        workers.emplace_back([&] {
            for (int round = 0; round < rounds; ++round) {
                lock.lock();
                ++counter;
                lock.unlock();
            }
        });
    }
    for (std::thread& worker : workers) {
        worker.join();
    }
    EXPECT_EQ(counter, long{threads} * rounds);
}

// A holder that sleeps makes the others sleep in the kernel; all of them must wake.
TEST(Lock, WakesAllWhoSleep) {
    Lock lock;
    int entered = 0;
    lock.lock();
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i) {
        workers.emplace_back([&] {
            lock.lock();
            ++entered;
            lock.unlock();
        });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    lock.unlock();
    for (std::thread& worker : workers) {
        worker.join();
    }
    EXPECT_EQ(entered, 4);
}

} // namespace
} // namespace smh::port
