// Plays sequences on a peer. A peer is a class of static functions:
//
//   name                        for the report
//   bounded                     has it a fixed memory of its own, so that it can run out?
//   start(bytes, regions)       once, before all else: memory of so many bytes in so many regions
//   alloc(operation), aligned_alloc(operation), free(block, operation)
//
// What is called is the peer's public function and nothing else of ours, so it is inlined.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <vector>

#include <x86intrin.h>

#include "sequence.hpp"

namespace smh::bench {

template <class Peer>
class Player {
public:
    explicit Player(const Sequence& sequence) : sequence_{sequence}, slots_(sequence.slots) {}
    ~Player() { release(); }
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    // All operations, and then what is left freed. Returns how many allocations failed.
    std::size_t play() {
        std::size_t failed = 0;
        for (const Operation& operation : sequence_.operations) {
            failed += step(operation) ? 0U : 1U;
        }
        release();
        return failed;
    }

    // As play, but stops at the first failure: false.
    bool play_to_failure() {
        const bool fits = std::all_of(sequence_.operations.begin(), sequence_.operations.end(),
                                      [this](const Operation& each) { return step(each); });
        release();
        return fits;
    }

    // All operations. What is left stays until the player is destroyed.
    void run() {
        for (const Operation& operation : sequence_.operations) {
            step(operation);
        }
    }

    // Nanoseconds for each operation; freeing what is left is not counted.
    double time() {
        using Clock = std::chrono::steady_clock;
        const auto begin = Clock::now();
        run();
        const std::chrono::duration<double, std::nano> taken = Clock::now() - begin;
        release();
        return taken.count() / static_cast<double>(sequence_.operations.size());
    }

    // Each operation's ticks of the time-stamp counter, the lowest of this and earlier calls.
    void time_each(std::vector<std::uint32_t>& lowest) {
        lowest.resize(sequence_.operations.size(), std::numeric_limits<std::uint32_t>::max());
        std::size_t number = 0;
        for (const Operation& operation : sequence_.operations) {
            _mm_lfence();
            const std::uint64_t begin = __rdtsc();
            _mm_lfence();
            step(operation);
            unsigned processor = 0;
            const std::uint64_t end = __rdtscp(&processor);
            _mm_lfence();
            const auto ticks = static_cast<std::uint32_t>(
                std::min<std::uint64_t>(end - begin, std::numeric_limits<std::uint32_t>::max()));
            lowest[number] = std::min(lowest[number], ticks);
            ++number;
        }
        release();
    }

private:
    // False where an allocation failed. The slot is empty then, and freeing it does nothing.
    bool step(const Operation& operation) {
        void*& slot = slots_[operation.slot];
        switch (operation.kind) {
        case Operation::Kind::alloc:
            slot = Peer::alloc(operation);
            return slot != nullptr;
        case Operation::Kind::aligned_alloc:
            slot = Peer::aligned_alloc(operation);
            return slot != nullptr;
        case Operation::Kind::free:
            if (slot != nullptr) {
                Peer::free(slot, operation);
                slot = nullptr;
            }
            return true;
        }
        return true;
    }

    void release() {
        // Peers that want the size back find it in the operation that made the block.
        std::vector<const Operation*> made(slots_.size());
        for (const Operation& operation : sequence_.operations) {
            if (slots_[operation.slot] != nullptr && operation.kind != Operation::Kind::free) {
                made[operation.slot] = &operation;
            }
        }
        for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
            if (slots_[slot] != nullptr) {
                Peer::free(slots_[slot], *made[slot]);
                slots_[slot] = nullptr;
            }
        }
    }

    const Sequence& sequence_;
    std::vector<void*> slots_;
};

} // namespace smh::bench
