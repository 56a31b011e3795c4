// Addresses that are no block's: the call has no effect, and the handler is told.
#include "hardening/fixture.hpp"

namespace smh {
namespace {

using test::at_least;
using test::Hardening;

class Misuse : public test::HardeningFixture {
protected:
    // Each call that takes a block is made with this address.
    void expect_of_each_call(FaultKind kind, void* address, const void* block, unsigned client) {
        const Statistics before = of(0);
        pool_.free(address);
        expect_fault(kind, Call::free, address, block, client);
        EXPECT_EQ(pool_.realloc(cacheable, address, bytes), nullptr);
        expect_fault(kind, Call::realloc, address, block, client);
        EXPECT_EQ(pool_.usable_size(address), 0U);
        expect_fault(kind, Call::usable_size, address, block, client);
        EXPECT_EQ(of(0).used, before.used);
        EXPECT_EQ(of(0).blocks, before.blocks);
        EXPECT_TRUE(pool_.validate(Depth::full));
    }
};

TEST_F(Misuse, AForeignPointer) {
    int local = 0;
    expect_of_each_call(FaultKind::foreign_pointer, &local, nullptr, 0);
    expect_of_each_call(FaultKind::foreign_pointer, memory_.begin() - 16, nullptr, 0);
    expect_of_each_call(FaultKind::foreign_pointer, memory_.begin() + memory_.size(), nullptr, 0);
}

TEST_F(Misuse, AnInteriorPointer) {
    if (!at_least(Hardening::basic)) {
        GTEST_SKIP() << "not promised";
    }
    unsigned char* const block = take();
    overwrite(block, bytes);
    for (const std::size_t distance : {1U, 8U, 16U, 32U, 99U}) {
        expect_of_each_call(FaultKind::interior_pointer, block + distance, block, camera_.number());
    }
    // What is before the first block is in none.
    expect_of_each_call(FaultKind::interior_pointer, memory_.begin(), nullptr, 0);
}

TEST_F(Misuse, ASecondFree) {
    if (!at_least(Hardening::basic)) {
        GTEST_SKIP() << "not promised";
    }
    take();
    unsigned char* const block = take();
    take();
    give_back(block);
    expect_of_each_call(FaultKind::double_free, block, block, 0);
}

// Its neighbours are free, too, so that it is a part of one free block.
TEST_F(Misuse, ASecondFreeOfABlockThatWasMerged) {
    if (!at_least(Hardening::basic)) {
        GTEST_SKIP() << "not promised";
    }
    take();
    unsigned char* const upper = take();
    unsigned char* const block = take();
    unsigned char* const lower = take();
    take();
    for (unsigned char* const freed : {upper, block, lower}) {
        give_back(freed);
    }
    pool_.free(block);
    const Fault fault = only_fault();
    EXPECT_EQ(fault.kind, FaultKind::double_free);
    EXPECT_EQ(fault.address, block);
}

} // namespace
} // namespace smh
