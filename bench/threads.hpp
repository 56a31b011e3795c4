// Several threads on one peer.
#pragma once

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "driver.hpp"

namespace smh::bench {

// Operations per second of all threads together, the best of some runs. Each thread plays
// workload M on its own slots, with half of the live memory's limit; with as many attributes as
// there are threads and regions, it asks for its own. One more thread sleeps all the while, so
// that a single thread, too, is one of a process that has several.
template <class Peer>
double throughput(unsigned threads, unsigned regions, std::size_t operations, unsigned runs) {
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
        std::atomic<unsigned> waiting{threads};
        std::atomic<std::int64_t> longest{0};
        std::vector<std::jthread> workers;
        for (const Sequence& sequence : sequences) {
            workers.emplace_back([&] {
                Player<Peer> player{sequence};
                for (--waiting; waiting != 0;) {
                }
                const auto nanoseconds = static_cast<std::int64_t>(
                    player.time() * static_cast<double>(sequence.operations.size()));
                for (std::int64_t seen = longest;
                     nanoseconds > seen && !longest.compare_exchange_weak(seen, nanoseconds);) {
                }
            });
        }
        workers.clear();
        best = std::max(best, static_cast<double>(threads * operations) * 1e9 /
                                  static_cast<double>(longest));
    }
    over = true;
    over.notify_all();
    return best;
}

} // namespace smh::bench
