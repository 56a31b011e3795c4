#include "replay/timed.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

#include "replay/request.hpp"

namespace smh::tool {

namespace {

using trace::Step;
using Nanoseconds = std::chrono::duration<double, std::nano>;

void perform(Pool& pool, Attribute attribute, const Step& step, void*& block) {
    if (step.kind == Step::Kind::free) {
        pool.free(block);
        block = nullptr;
        return;
    }
    void* const start = request(pool, attribute, step);
    if (step.kind != Step::Kind::resize) {
        block = start;
    } else if (start != nullptr) {
        pool.free(block);
        block = start;
    }
}

Nanoseconds run_once(Pool& pool, Attribute attribute, const trace::Program& program,
                     std::vector<void*>& blocks) {
    const auto begin = std::chrono::steady_clock::now();
    for (const Step& step : program.steps) {
        perform(pool, attribute, step, blocks[step.slot]);
    }
    const Nanoseconds time = std::chrono::steady_clock::now() - begin;
    for (void*& block : blocks) {
        pool.free(block);
        block = nullptr;
    }
    return time;
}

} // namespace

double nanoseconds_per_step(Pool& pool, Attribute attribute, const trace::Program& program) {
    constexpr Nanoseconds enough = std::chrono::milliseconds{200};
    constexpr unsigned most_runs = 20;
    if (program.steps.empty()) {
        return 0;
    }
    std::vector<void*> blocks(program.slots);
    Nanoseconds fastest = Nanoseconds::max();
    Nanoseconds sum{0};
    for (unsigned run = 0; run < most_runs && sum < enough; ++run) {
        const Nanoseconds time = run_once(pool, attribute, program, blocks);
        fastest = std::min(fastest, time);
        sum += time;
    }
    return fastest.count() / static_cast<double>(program.steps.size());
}

} // namespace smh::tool
