// The default action and the handler.
#include "smh/fault.hpp"

#include <gtest/gtest.h>

#include <string>

#include "shared_multi_heap.h"
#include "smh/pool.hpp"
#include "support/memory.hpp"

namespace smh {
namespace {

class FaultTest : public testing::Test {
protected:
    test::Memory memory_{4096};
    Pool pool_;

    void SetUp() override {
        ASSERT_EQ(pool_.init(), Status::ok);
        Region region;
        region.address = memory_.address();
        region.size = memory_.size();
        region.attributes = cacheable;
        region.name = "sram";
        ASSERT_EQ(pool_.add(region), Status::ok);
    }
    void TearDown() override { set_fault_handler(nullptr); }
};

using FaultDeathTest = FaultTest;

TEST_F(FaultDeathTest, WithoutAHandlerOneLineAndAbort) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    int local = 0;
    auto* const block = static_cast<char*>(pool_.alloc(cacheable, 100));
    const auto line = [](const char* kind, const char* region) {
        return "^smh: fault: " + std::string(kind) +
               "; call: free; address: 0x[0-9a-f]+; region: " + region +
               "; block: (0x[0-9a-f]+|.nil.); client: 0\n$";
    };
    EXPECT_DEATH(pool_.free(&local), line("foreign pointer", "none"));
    EXPECT_DEATH(pool_.free(block + 16), line("interior pointer", "0 .sram."));
    pool_.free(block);
    EXPECT_DEATH(pool_.free(block), line("double free", "0 .sram."));
}

Fault last_fault{};

TEST_F(FaultTest, TheHandlerSeesTheRecordAndTheCallHasNoEffect) {
    const FaultHandler handler = [](const Fault& fault) { last_fault = fault; };
    EXPECT_EQ(set_fault_handler(handler), nullptr);
    EXPECT_EQ(set_fault_handler(handler), handler);
    void* const block = pool_.alloc(cacheable, 100);
    pool_.free(block);
    pool_.free(block);
    EXPECT_EQ(last_fault.kind, FaultKind::double_free);
    EXPECT_EQ(last_fault.call, Call::free);
    EXPECT_EQ(last_fault.address, block);
    EXPECT_EQ(last_fault.region, 0);
    EXPECT_STREQ(last_fault.region_name, "sram");
    EXPECT_TRUE(pool_.validate(Depth::full));
}

// The handler holds no lock: it may use the pool.
Pool* pool_of_handler = nullptr;

TEST_F(FaultTest, TheHandlerMayUseThePool) {
    pool_of_handler = &pool_;
    set_fault_handler(
        [](const Fault&) { pool_of_handler->free(pool_of_handler->alloc(cacheable, 10)); });
    void* const block = pool_.alloc(cacheable, 100);
    pool_.free(block);
    pool_.free(block);
    EXPECT_TRUE(pool_.validate(Depth::full));
}

} // namespace
} // namespace smh
