// Observers see each event once, in its order, and the figures are those of the pool.
#include "smh/observer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "support/attributes.hpp"
#include "support/pool_fixture.hpp"

namespace smh {
namespace {

using test::dma;

struct Log {
    std::vector<std::string> lines;
    std::map<const void*, std::size_t> blocks; // and their lengths

    void add(const std::string& what, std::size_t number) {
        lines.push_back(what + " " + std::to_string(number));
    }
    Observer observer() {
        return {
            .context = this,
            .allocated =
                [](void* log, const BlockEvent& event) {
                    self(log).add("allocated", event.region);
                    self(log).blocks[event.block] = event.footprint;
                },
            .resized =
                [](void* log, const BlockEvent& event) {
                    self(log).add("resized", event.region);
                    self(log).blocks.at(event.block) = event.footprint;
                },
            .freed =
                [](void* log, const BlockEvent& event) {
                    self(log).add("freed", event.region);
                    EXPECT_EQ(self(log).blocks.at(event.block), event.footprint);
                    self(log).blocks.erase(event.block);
                },
            .failed = [](void* log,
                         const FailedRequest& request) { self(log).add("failed", request.bytes); },
            .region_added = [](void* log, unsigned region) { self(log).add("added", region); },
            .region_removed = [](void* log, unsigned region) { self(log).add("removed", region); },
            .low_water = [](void* log, unsigned region,
                            std::size_t) { self(log).add("low", region); }};
    }
    static Log& self(void* log) { return *static_cast<Log*>(log); }
};

using Lines = std::vector<std::string>;

class Observers : public test::PoolFixture {
protected:
    Log log_;
    Observer observer_ = log_.observer();

    void SetUp() override {
        if (!config::observers) {
            GTEST_SKIP() << "built without observers";
        }
        PoolFixture::SetUp();
    }
};

TEST_F(Observers, NeedNotWantToKnow) {
    const Observer deaf{};
    pool_.observe(&deaf);
    const unsigned first = add(cacheable);
    pool_.set_low_water(first, 65536);
    void* const block = pool_.alloc(cacheable, 100);
    EXPECT_EQ(pool_.realloc(cacheable, block, 50), block);
    EXPECT_EQ(pool_.alloc(dma, 100), nullptr);
    pool_.free(block);
    EXPECT_EQ(of(first).blocks, 0U);
    if (config::changing_regions) {
        add(dma);
        EXPECT_EQ(pool_.remove(memories_.front().address()), Status::ok);
    }
    pool_.observe(nullptr);
    pool_.free(pool_.alloc(dma, 100));
}

TEST_F(Observers, SeeEveryEvent) {
    add(cacheable);
    void* const before = pool_.alloc(cacheable, 100);
    pool_.observe(&observer_);
    add(dma);
    void* const first = pool_.alloc(cacheable, 100);
    void* const second = pool_.aligned_alloc(dma, 256, 100);
    void* const third = pool_.alloc({.bytes = 100, .required = dma}).block;
    EXPECT_EQ(pool_.alloc(dma, 70000), nullptr);
    EXPECT_EQ(pool_.alloc({.bytes = 80000, .required = dma}).block, nullptr);
    EXPECT_EQ(pool_.realloc(cacheable, first, 20), first);
    pool_.free(first);
    pool_.free(second);
    pool_.free(third);
    pool_.observe(nullptr);
    pool_.free(before);
    pool_.free(pool_.alloc(cacheable, 100));
    EXPECT_EQ(log_.lines,
              (Lines{"added 1", "allocated 0", "allocated 1", "allocated 1", "failed 70000",
                     "failed 80000", "resized 0", "freed 0", "freed 1", "freed 1"}));
    EXPECT_TRUE(log_.blocks.empty());
}

TEST_F(Observers, SeeMovesAsAnAllocationAndAFree) {
    add(cacheable);
    pool_.observe(&observer_);
    void* const block = pool_.alloc(cacheable, 100);
    void* const behind = pool_.alloc(cacheable, 100);
    log_.lines.clear();
    void* const moved = pool_.realloc(cacheable, block, 5000);
    void* const other = pool_.realloc(cacheable, behind, 5000);
    EXPECT_TRUE(moved != block || other != behind);
    EXPECT_EQ(log_.lines.back(), "freed 0");
    EXPECT_EQ(log_.blocks.size(), 2U);
}

TEST_F(Observers, SeeRegionsGo) {
    if (!config::changing_regions) {
        GTEST_SKIP() << "built without removal";
    }
    add(cacheable);
    pool_.observe(&observer_);
    EXPECT_EQ(pool_.remove(memories_[0].address()), Status::ok);
    EXPECT_EQ(pool_.remove(memories_[0].address()), Status::invalid);
    EXPECT_EQ(log_.lines, Lines{"removed 0"});
}

TEST_F(Observers, AreToldOnceEachTimeThatMemoryFallsBelowTheMark) {
    add(cacheable);
    pool_.observe(&observer_);
    EXPECT_TRUE(pool_.set_low_water(0, of(0).free - 5000));
    EXPECT_FALSE(pool_.set_low_water(1, 100));
    for (int round = 0; round < 2; ++round) {
        log_.lines.clear();
        std::vector<void*> blocks;
        for (int count = 0; count < 10; ++count) {
            blocks.push_back(pool_.alloc(cacheable, 1000));
        }
        EXPECT_EQ(std::count(log_.lines.begin(), log_.lines.end(), "low 0"), 1);
        EXPECT_EQ(log_.lines[5], "low 0");
        for (void* const block : blocks) {
            pool_.free(block);
        }
    }
}

TEST_F(Observers, ANewRegionHasNoMark) {
    if (!config::changing_regions) {
        GTEST_SKIP() << "built without removal";
    }
    add(cacheable);
    EXPECT_TRUE(pool_.set_low_water(0, of(0).free));
    EXPECT_EQ(pool_.remove(memories_[0].address()), Status::ok);
    EXPECT_EQ(pool_.add(region_in(memories_[0], cacheable)), Status::ok);
    pool_.observe(&observer_);
    pool_.free(pool_.alloc(cacheable, 1000));
    EXPECT_EQ(log_.lines, (Lines{"allocated 0", "freed 0"}));
}

TEST_F(Observers, MayCallThePool) {
    add(cacheable);
    add(dma);
    static Pool* pool;
    pool = &pool_;
    Observer nested;
    nested.allocated = [](void*, const BlockEvent& event) {
        if (event.region == 0) {
            pool->free(pool->alloc(dma, 16));
            EXPECT_TRUE(pool->validate(Depth::full));
        }
    };
    pool_.observe(&nested);
    pool_.free(pool_.alloc(cacheable, 16));
    pool_.observe(nullptr);
    EXPECT_EQ(of(1).allocations, 1U);
}

TEST_F(Observers, AgreeWithThePoolAfterManySteps) {
    add(cacheable);
    add({cacheable, dma}, 16384);
    pool_.observe(&observer_);
    std::mt19937 random(11);
    std::vector<void*> blocks(64);
    for (int step = 0; step < 5000; ++step) {
        void*& block = blocks[random() % blocks.size()];
        const std::size_t bytes = random() % 2000;
        void* const now = pool_.realloc(random() % 2 == 0 ? cacheable : dma, block, bytes);
        block = now != nullptr || bytes == 0 ? now : block;
        std::size_t sum = 0;
        for (const auto& [address, footprint] : log_.blocks) {
            sum += footprint;
        }
        ASSERT_EQ(sum, pool_.statistics().used) << step;
        ASSERT_EQ(log_.blocks.size(), pool_.statistics().blocks) << step;
    }
    pool_.observe(nullptr);
}

TEST_F(Observers, AreToldOnlyWhatTheyAskFor) {
    add(cacheable);
    constexpr Observer deaf{};
    pool_.observe(&deaf);
    const unsigned number = add(dma);
    EXPECT_TRUE(pool_.set_low_water(number, 60000));
    void* block = pool_.alloc(dma, 10000);
    block = pool_.realloc(dma, block, 20000);
    EXPECT_EQ(pool_.alloc(dma, 1 << 20), nullptr);
    pool_.free(block);
    EXPECT_EQ(pool_.remove(memories_.back().address()),
              config::changing_regions ? Status::ok : Status::not_permitted);
    pool_.observe(nullptr);
    EXPECT_TRUE(log_.lines.empty());
}

Fault fault_while_observed{};

TEST_F(Observers, ASecondFreeIsAFaultAndNoEvent) {
    add(cacheable);
    pool_.observe(&observer_);
    void* const block = pool_.alloc(cacheable, 100);
    pool_.free(block);
    set_fault_handler([](const Fault& fault) { fault_while_observed = fault; });
    pool_.free(block);
    set_fault_handler(nullptr);
    EXPECT_EQ(fault_while_observed.kind, FaultKind::double_free);
    EXPECT_EQ(fault_while_observed.address, block);
    EXPECT_EQ(std::count(log_.lines.begin(), log_.lines.end(), "freed 0"), 1);
    pool_.observe(nullptr);
}

} // namespace
} // namespace smh
