#include "replay/checked.hpp"

#include <algorithm>
#include <cstring>

#include "progress.hpp"
#include "replay/pattern.hpp"
#include "replay/request.hpp"

namespace smh::tool {

namespace {

using trace::Step;

Usage usage_of(const Pool& pool, Attribute attribute) {
    Usage usage;
    for (unsigned number = 0; number < pool.region_count(); ++number) {
        Statistics statistics{};
        if (pool.region(number)->attributes.contains(attribute) &&
            pool.statistics(number, statistics)) {
            usage.used += statistics.used;
            usage.free += statistics.free;
            usage.largest = std::max<std::uint64_t>(usage.largest, statistics.largest);
        }
    }
    return usage;
}

class Replay {
public:
    Replay(Pool& pool, Attribute attribute, std::uint32_t slots)
        : pool_(pool), attribute_(attribute), blocks_(slots) {}

    void perform(const Step& step) {
        Block& block = blocks_[step.slot];
        switch (step.kind) {
        case Step::Kind::alloc:
        case Step::Kind::aligned_alloc:
            block = filled(request_of(step), step);
            return;
        case Step::Kind::resize:
            resize(block, step);
            return;
        case Step::Kind::free:
            release(block);
            return;
        }
    }

    void look_at_peak() {
        findings_.at_peak = usage_of(pool_, attribute_);
        findings_.consistent = pool_.validate(Depth::full);
    }

    Findings finish() {
        const bool before = pool_.validate(Depth::full);
        for (Block& block : blocks_) {
            release(block);
        }
        findings_.consistent = findings_.consistent && before && pool_.validate(Depth::full);
        return findings_;
    }

private:
    struct Block {
        void* start = nullptr; // null: the request failed, or the slot is free
        std::size_t size = 0;
        std::uint64_t seed = 0;
    };

    void* request_of(const Step& step) {
        void* const start = request(pool_, attribute_, step);
        findings_.failures += start == nullptr ? 1U : 0U;
        return start;
    }

    Block filled(void* start, const Step& step) {
        if (start == nullptr) {
            return {};
        }
        const Block block{start, static_cast<std::size_t>(step.size), ++seed_};
        write_pattern(block.start, block.size, block.seed);
        return block;
    }

    void check(const void* start, std::size_t size, std::uint64_t seed) {
        findings_.broken += holds_pattern(start, size, seed) ? 0U : 1U;
    }

    void resize(Block& block, const Step& step) {
        void* const start = request_of(step);
        if (start == nullptr) {
            return;
        }
        if (block.start != nullptr) {
            const std::size_t kept = std::min(block.size, static_cast<std::size_t>(step.size));
            std::memcpy(start, block.start, kept);
            const std::uint64_t seed = block.seed;
            release(block);
            check(start, kept, seed);
        }
        block = filled(start, step);
    }

    void release(Block& block) {
        if (block.start != nullptr) {
            check(block.start, block.size, block.seed);
            pool_.free(block.start);
            block.start = nullptr;
        }
    }

    Pool& pool_;
    Attribute attribute_;
    std::vector<Block> blocks_; // by slot
    std::uint64_t seed_ = 0;
    Findings findings_;
};

} // namespace

Findings replay_checked(Pool& pool, Attribute attribute, const trace::Program& program) {
    constexpr std::size_t report_every = 4096;
    Replay replay{pool, attribute, program.slots};
    const Progress progress{"replay", program.steps.size()};
    for (std::size_t number = 0; number < program.steps.size(); ++number) {
        replay.perform(program.steps[number]);
        if (number == program.peak_step) {
            replay.look_at_peak();
        }
        if (number % report_every == 0) {
            progress.show(number);
        }
    }
    return replay.finish();
}

} // namespace smh::tool
