#include "run.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <deque>
#include <limits>
#include <thread>

#include "worker.hpp"

namespace smh::soak {

namespace {

using Clock = std::chrono::steady_clock;

// Of all workers together: so that the memory is about two thirds full.
constexpr std::size_t places = 6144;
constexpr std::uint64_t operations_at_once = 4096;

class Run {
public:
    Run(const Options& options, const Report& report) : options_(options), report_(report) {
        for (std::uint32_t number = 0; number < options.threads; ++number) {
            workers_.emplace_back(world_, options.seed + number, places / options.threads);
        }
    }

    Outcome run() {
        options_.threads == 1 ? on_this_thread() : on_threads();
        look();
        return outcome();
    }

private:
    // Nothing but operations has any effect on those that follow, and these depend on no clock. So
    // looks are taken after as many operations, and only shown when it is time to.
    void on_this_thread() {
        while (work_on(workers_.front())) {
            if (operations_ % (256 * operations_at_once) == 0) {
                look();
            }
        }
    }

    void on_threads() {
        std::atomic<unsigned> at_work{options_.threads};
        std::vector<std::thread> threads;
        for (Worker& worker : workers_) {
            threads.emplace_back([this, &worker, &at_work] {
                while (work_on(worker)) {
                }
                --at_work;
            });
        }
        while (at_work != 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            if (seconds() >= next_line_) {
                look();
            }
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
    }

    // False where it was the last time.
    bool work_on(Worker& worker) {
        const std::uint64_t first = asked_for_.fetch_add(operations_at_once);
        const std::uint64_t last = options_.operations != 0 ? options_.operations : unlimited;
        const bool late = options_.operations == 0 && seconds() >= 60 * options_.minutes;
        if (first >= last || late || damaged()) {
            return false;
        }
        const std::uint64_t operations = std::min(operations_at_once, last - first);
        worker.run(operations);
        operations_ += operations;
        return true;
    }

    void look() {
        Sample sample = world_.sample();
        sample.seconds = seconds();
        sample.processor_seconds = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
        sample.operations = operations_;
        series_.add(sample);
        if (sample.seconds >= next_line_) {
            report_.show_sample(series_);
            next_line_ += options_.interval;
        }
    }

    Outcome outcome() {
        Outcome outcome;
        for (Worker& worker : workers_) {
            worker.free_all();
            outcome.failures += worker.failures();
            outcome.checksum = outcome.checksum * 31 + worker.checksum();
            if (worker.damaged()) {
                outcome.damage = worker.damage();
            }
        }
        world_.free_exchanged();
        if (!outcome.damage && !world_.whole()) {
            outcome.damage = "when all was freed the pool was not as before";
        }
        report_.show_outcome(series_, outcome);
        return outcome;
    }

    bool damaged() const {
        return std::any_of(workers_.begin(), workers_.end(),
                           [](const Worker& worker) { return worker.damaged(); });
    }
    double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

    static constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

    const Options& options_;
    const Report& report_;
    World world_;
    std::deque<Worker> workers_;
    Series series_;
    const Clock::time_point begin_ = Clock::now();
    double next_line_ = options_.interval;
    std::atomic<std::uint64_t> asked_for_{0};
    std::atomic<std::uint64_t> operations_{0};
};

} // namespace

Outcome run(const Options& options, const Report& report) {
    return Run(options, report).run();
}

} // namespace smh::soak
