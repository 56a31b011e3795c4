// One thread's part of the load: what it does next is a matter of its random numbers alone.
#pragma once

#include <atomic>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "world.hpp"

namespace smh::soak {

class Worker {
public:
    // `places`: how many blocks it has at most; about half of them are in use.
    Worker(World& world, std::uint32_t seed, std::size_t places);

    // Does so many operations, unless something is found to be damaged.
    void run(std::uint64_t operations);
    void free_all();

    // What was found. May be asked while it runs.
    bool damaged() const { return damaged_.load(std::memory_order_relaxed); }

    std::string damage() const { return damage_; }
    std::uint64_t failures() const { return failures_; }
    std::uint64_t checksum() const { return checksum_; }

private:
    using Action = void (Worker::*)();

    void operate();
    void alloc(Block& block);
    void* ask(std::size_t bytes);
    void* request(std::size_t bytes);
    void realloc(Block& block);
    void free(Block& block);
    void check(const Block& block, std::size_t bytes);
    void keep(Block& block, void* address, std::size_t bytes);
    void report(const char* damage);

    void walk();
    void look();
    void wait();
    void let_come_or_go();
    void change_settings();
    void validate();

    std::size_t some_bytes();
    std::uint32_t random(std::uint32_t bound) {
        return static_cast<std::uint32_t>(random_() % bound);
    }

    World& world_;
    Pool& pool_;
    std::mt19937 random_;
    std::vector<Block> blocks_;
    std::uint64_t failures_ = 0;
    std::uint64_t checksum_ = 0;
    std::string damage_;
    std::atomic<bool> damaged_{false};
};

} // namespace smh::soak
