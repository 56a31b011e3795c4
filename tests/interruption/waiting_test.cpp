// A request that is refused may have held for a moment what another waits for. Whenever that other
// comes, it is served.
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "smh/pool.hpp"
#include "support/memory.hpp"

namespace smh {
namespace {

constexpr Attribute full{2};
constexpr Attribute roomy{3};
constexpr std::uint64_t long_enough = 5'000'000'000;

class WhoWaits : public testing::Test {
protected:
    test::Memory memory_{16384};
    test::Memory other_{16384};
    Pool pool_;
    Client client_{"client"};
    Request wanted_;
    std::thread waiter_;
    std::atomic<bool> ended_{false};
    void* block_ = nullptr; // the waiter's
    unsigned locks_before_ = 0;

    static inline WhoWaits* test = nullptr;

    void SetUp() override {
        if (!config::waiting || config::max_clients == 0) {
            GTEST_SKIP() << "built without waiting, or without clients";
        }
        ASSERT_EQ(pool_.init(), Status::ok);
        ASSERT_EQ(
            pool_.add({.address = memory_.address(), .size = memory_.size(), .attributes = full}),
            Status::ok);
        ASSERT_EQ(
            pool_.add({.address = other_.address(), .size = other_.size(), .attributes = roomy}),
            Status::ok);
        ASSERT_EQ(pool_.add_client(client_), Status::ok);
    }
    void fill() {
        for (const std::size_t bytes : {500U, 40U, 1U}) {
            while (pool_.alloc(full, bytes) != nullptr) {
            }
        }
    }

    // A thread asks for what is wanted, and is served or waits before this returns.
    void start_waiter() {
        const unsigned before = port::waits;
        waiter_ = std::thread([this] {
            block_ = pool_.alloc(wanted_, long_enough).block;
            ended_ = true;
        });
        while (port::waits == before && !ended_) {
            std::this_thread::yield();
        }
    }
    static void interrupt() {
        if (test->locks_before_-- == 0) {
            port::before_lock = nullptr;
            test->start_waiter();
        }
    }
    // False where the request takes fewer locks.
    bool refuse_interrupted(const Request& request, unsigned locks_before) {
        test = this;
        locks_before_ = locks_before;
        ended_ = false;
        port::before_lock = interrupt;
        EXPECT_FALSE(pool_.alloc(request));
        port::before_lock = nullptr;
        if (!waiter_.joinable()) {
            return false;
        }
        waiter_.join();
        EXPECT_NE(block_, nullptr) << "interrupted before lock " << locks_before;
        pool_.free(block_);
        return true;
    }
};

// There is one free block, which is more than the client may have.
TEST_F(WhoWaits, ForABlockThatARefusedRequestHeld) {
    void* const block = pool_.alloc(full, 40);
    fill();
    pool_.free(block);
    pool_.set_quota(client_, 32);
    wanted_ = {.bytes = 40, .required = full};
    const Request refused{.bytes = 24, .required = full, .client = &client_};
    bool interrupted = true;
    for (unsigned locks = 0; interrupted; ++locks) {
        interrupted = refuse_interrupted(refused, locks);
        ASSERT_FALSE(HasFailure());
    }
}

// The client may have the one or the other; there is no memory for the first.
TEST_F(WhoWaits, ForAQuotaThatARefusedRequestHeld) {
    fill();
    pool_.set_quota(client_, 1024);
    wanted_ = {.bytes = 600, .required = roomy, .client = &client_};
    const Request refused{.bytes = 800, .required = full, .client = &client_};
    bool interrupted = true;
    for (unsigned locks = 0; interrupted; ++locks) {
        interrupted = refuse_interrupted(refused, locks);
        ASSERT_FALSE(HasFailure());
    }
}

} // namespace
} // namespace smh
