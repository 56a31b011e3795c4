// Freed blocks that are set aside: here the last four.
#include "hardening/fixture.hpp"

namespace smh {
namespace {

static_assert(config::quarantine == 4);

class Quarantine : public test::HardeningFixture {
protected:
    std::vector<unsigned char*> take_some(unsigned count) {
        std::vector<unsigned char*> blocks;
        for (unsigned number = 0; number < count; ++number) {
            blocks.push_back(take());
        }
        return blocks;
    }
};

TEST_F(Quarantine, AFreedBlockComesBackWhenFourOthersWereFreed) {
    const std::vector<unsigned char*> blocks = take_some(9);
    give_back(blocks[0]);
    for (const unsigned other : {2U, 4U, 6U}) {
        give_back(blocks[other]);
        EXPECT_NE(take(), blocks[0]);
    }
    give_back(blocks[8]);
    EXPECT_EQ(take(), blocks[0]);
}

TEST_F(Quarantine, WhoWritesToOneIsFound) {
    const std::vector<unsigned char*> blocks = take_some(6);
    give_back(blocks[1]);
    overwrite(blocks[1] + 16, 1);
    for (const unsigned other : {0U, 2U, 3U}) {
        give_back(blocks[other]);
        expect_no_fault();
    }
    give_back(blocks[4]);
    expect_fault(FaultKind::use_after_free, Call::free, blocks[1], blocks[1], 0);
}

TEST_F(Quarantine, ASecondFreeOfOneIsTold) {
    const std::vector<unsigned char*> blocks = take_some(2);
    give_back(blocks[0]);
    pool_.free(blocks[0]);
    expect_fault(FaultKind::double_free, Call::free, blocks[0], blocks[0], 0);
}

TEST_F(Quarantine, EndsBeforeARequestFails) {
    std::vector<unsigned char*> blocks;
    while (unsigned char* const block = take(1000)) {
        blocks.push_back(block);
    }
    give_back(blocks.front());
    EXPECT_EQ(take(1000), blocks.front());
}

TEST_F(Quarantine, OverwrittenPlacesAreNotFollowed) {
    const std::vector<unsigned char*> blocks = take_some(7);
    give_back(blocks[1]);
    overwrite(blocks[1] - sizeof(void*), sizeof(void*));
    for (const unsigned other : {3U, 4U, 5U}) {
        give_back(blocks[other]);
    }
    give_back(blocks[6]);
    EXPECT_EQ(only_fault().kind, FaultKind::damaged_list);
}

} // namespace
} // namespace smh
