// Freed blocks that are set aside until config::quarantine others were freed.
#include "hardening/fixture.hpp"

namespace smh {
namespace {

static_assert(config::quarantine != 0);

class Quarantine : public test::HardeningFixture {
protected:
    // Neighbours, so that of every second the others hold the place.
    std::vector<unsigned char*> blocks_;

    void SetUp() override {
        HardeningFixture::SetUp();
        for (unsigned number = 0; number < 2 * config::quarantine + 3; ++number) {
            blocks_.push_back(take());
        }
    }
    unsigned char* first() const { return blocks_[1]; }
    void free_first() { give_back(first()); }
    // All but one of those that it takes, and then that one.
    void free_others_but_one() {
        for (unsigned number = 1; number < config::quarantine; ++number) {
            give_back(blocks_[2 * number + 1]);
            expect_no_fault();
        }
    }
    void free_last() { give_back(blocks_[2 * config::quarantine + 1]); }
};

TEST_F(Quarantine, AFreedBlockComesBackWhenOthersWereFreed) {
    free_first();
    EXPECT_NE(take(), first());
    free_others_but_one();
    EXPECT_NE(take(), first());
    free_last();
    EXPECT_EQ(take(), first());
}

TEST_F(Quarantine, WhoWritesToOneIsFound) {
    free_first();
    overwrite(first() + 16, 1);
    free_others_but_one();
    free_last();
    expect_fault(FaultKind::use_after_free, Call::free, first(), first(), 0);
}

TEST_F(Quarantine, ASecondFreeOfOneIsTold) {
    free_first();
    pool_.free(first());
    expect_fault(FaultKind::double_free, Call::free, first(), first(), 0);
}

TEST_F(Quarantine, EndsBeforeARequestFails) {
    std::vector<unsigned char*> large;
    while (unsigned char* const block = take(1000)) {
        large.push_back(block);
    }
    give_back(large.front());
    EXPECT_EQ(take(1000), large.front());
}

// Nobody can tell any more that it is free.
TEST_F(Quarantine, AnOverwrittenTagMakesABlockOfOne) {
    free_first();
    overwrite(first() - sizeof(void*), sizeof(void*));
    free_others_but_one();
    free_last();
    EXPECT_EQ(only_fault().kind, FaultKind::damaged_list);
    pool_.free(first());
}

} // namespace
} // namespace smh
