// Several threads on one peer.
#pragma once

#include <atomic>
#include <barrier>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include "driver.hpp"

namespace smh::bench {

// Operations per second of all threads together, from their common start to the end of the last;
// the best of some runs. Each thread plays workload M on slots of its own. With as many attributes
// as there are threads and regions, it asks for its own. One more thread sleeps all the while, so
// that a single thread, too, is one of a process that has several.
template <class Peer>
double throughput(unsigned threads, unsigned regions, std::size_t operations, unsigned runs) {
    using Clock = std::chrono::steady_clock;
    if (!Peer::threads) {
        throw std::runtime_error{"scaling is for peers that threads may share"};
    }
    std::atomic<bool> over{false};
    std::jthread sleeper{[&over] { over.wait(false); }};
    std::vector<Sequence> sequences(threads, mixed(mix_m(operations)));
    for (unsigned thread = 0; thread < threads; ++thread) {
        for (Operation& operation : sequences[thread].operations) {
            operation.attribute = static_cast<std::uint8_t>(thread % regions);
        }
    }
    double best = 0;
    for (unsigned run = 0; run < runs; ++run) {
        std::vector<std::unique_ptr<Player<Peer>>> players;
        for (const Sequence& sequence : sequences) {
            players.push_back(std::make_unique<Player<Peer>>(sequence));
        }
        std::barrier start{static_cast<std::ptrdiff_t>(threads) + 1};
        std::vector<std::jthread> workers;
        for (auto& player : players) {
            workers.emplace_back([&player, &start] {
                start.arrive_and_wait();
                player->run();
            });
        }
        start.arrive_and_wait();
        const auto begin = Clock::now();
        workers.clear();
        const std::chrono::duration<double> taken = Clock::now() - begin;
        best = std::max(best, static_cast<double>(threads * operations) / taken.count());
    }
    over = true;
    over.notify_all();
    return best;
}

} // namespace smh::bench
