// A pool with one region, a client's blocks in it, and what its fault handler was told_.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "heap/heap.hpp"
#include "smh/client.hpp"
#include "support/pool_fixture.hpp"

namespace smh::test {

using config::Hardening;

inline constexpr bool at_least(Hardening level) {
    return config::hardening >= level;
}

class HardeningFixture : public PoolFixture {
protected:
    static constexpr std::size_t bytes = 100;

    Memory memory_;
    Client camera_{"camera"};

    // A region that is so small keeps no recent blocks.
    explicit HardeningFixture(std::size_t size = 16384) : memory_(size) {}

    void SetUp() override {
        PoolFixture::SetUp();
        Region region = region_in(memory_, cacheable);
        region.name = "sram";
        ASSERT_EQ(pool_.add(region), Status::ok);
        ASSERT_EQ(pool_.add_client(camera_), Status::ok);
        told_.clear();
        set_fault_handler([](const Fault& fault) { told_.push_back(fault); });
    }
    // Whatever has happened, the pool is valid, can serve, and be emptied.
    void TearDown() override {
        EXPECT_TRUE(pool_.validate(Depth::full));
        for (void* const block : {take(), take()}) {
            ASSERT_NE(block, nullptr);
            give_back(block);
        }
        while (!taken_.empty()) {
            give_back(taken_.back());
        }
        set_fault_handler(nullptr);
        expect_no_fault();
        EXPECT_EQ(of(0).used, 0U);
        EXPECT_EQ(camera_.statistics().used, 0U);
        EXPECT_EQ(pool_.remove(memory_.address()), Status::ok);
        EXPECT_TRUE(memory_.guards_intact());
        PoolFixture::TearDown();
    }

    // The client's, or nobody's. Blocks are taken from the high end downwards.
    unsigned char* take(std::size_t size = bytes) { return take(&camera_, size); }
    unsigned char* take_for_nobody() { return take(nullptr, bytes); }
    void give_back(void* block) {
        forget(block);
        pool_.free(block);
    }
    void forget(void* block) { std::erase(taken_, block); }

    // What somebody writes where he must not.
    static void overwrite(void* where, std::size_t count) {
        auto* const begin = static_cast<volatile unsigned char*>(where);
        for (std::size_t place = 0; place < count; ++place) {
            begin[place] = begin[place] != 0x6B ? 0x6B : 0x94;
        }
    }

    static void expect_no_fault() { EXPECT_TRUE(told_.empty()); }
    // What the handler was told, in the one call of it.
    static Fault only_fault() {
        EXPECT_EQ(told_.size(), 1U);
        const Fault fault = told_.empty() ? Fault{} : told_.front();
        told_.clear();
        return fault;
    }
    // `block` is the one that holds the address, and may be null; `client` is whose it is.
    static void expect_fault(FaultKind kind, Call call, const void* address, const void* block,
                             unsigned client) {
        const Fault fault = only_fault();
        EXPECT_EQ(fault.kind, kind) << name_of(fault.kind);
        EXPECT_EQ(fault.call, call) << name_of(fault.call);
        EXPECT_EQ(fault.address, address);
        const bool foreign = kind == FaultKind::foreign_pointer;
        EXPECT_STREQ(fault.region_name, foreign ? nullptr : "sram");
        EXPECT_EQ(fault.region, foreign ? -1 : 0);
        EXPECT_EQ(fault.block, at_least(Hardening::full) ? block : nullptr);
        EXPECT_EQ(fault.client, at_least(Hardening::full) ? client : 0U);
    }

private:
    unsigned char* take(Client* client, std::size_t size) {
        const AttributeSet wanted = cacheable;
        void* const block =
            pool_.alloc(Request{.bytes = size, .required = wanted, .client = client}).block;
        if (block != nullptr) {
            taken_.push_back(block);
        }
        return static_cast<unsigned char*>(block);
    }

    static inline std::vector<Fault> told_;
    std::vector<void*> taken_;
};

} // namespace smh::test
