#include "demo/load.hpp"

#include <atomic>
#include <chrono>
#include <thread>

#include "progress.hpp"

namespace smh::tool {

Load::Load(Pool& pool) : clients_(pool) {
    for (unsigned thread = 0; thread < threads; ++thread) {
        drivers_.emplace_back(pool, clients_, threads, thread + 1);
    }
}

double Load::run() {
    using Clock = std::chrono::steady_clock;
    constexpr std::uint64_t report_every = 1000;
    const auto begin = Clock::now();
    std::atomic<std::uint64_t> done{0};
    std::vector<std::jthread> workers;
    for (Drivers& drivers : drivers_) {
        workers.emplace_back([&drivers, &done] {
            for (std::uint64_t step = 0; step < steps; ++step) {
                drivers.step();
                if (step % report_every == report_every - 1) {
                    done += report_every;
                }
            }
        });
    }
    static_assert(steps % report_every == 0, "the bar ends at 100 %");
    const Progress progress{"load", steps * threads};
    while (done < steps * threads) {
        progress.show(done);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    workers.clear();
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void Load::release() {
    for (Drivers& drivers : drivers_) {
        drivers.release();
    }
}

Tally Load::tally() const {
    Tally sum;
    for (const Drivers& drivers : drivers_) {
        sum += drivers.tally();
    }
    return sum;
}

} // namespace smh::tool
