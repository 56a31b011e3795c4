// A pool that uses all that there is, and its memory.
#pragma once

#include <array>
#include <atomic>
#include <mutex>

#include "series.hpp"
#include "smh/pool.hpp"
#include "support/memory.hpp"
#include "support/mirrored_memory.hpp"
#include "support/pluggable_memory.hpp"

namespace smh::soak {

// A block that is in use, and what is in it.
struct Block {
    void* address = nullptr;
    std::size_t bytes = 0;
    std::uint64_t pattern = 0;
};

inline constexpr Attribute dma{2};    // blocks in whole cache lines
inline constexpr Attribute fast{3};   // little of it; cacheable memory stands in
inline constexpr Attribute shared{4}; // mapped twice

class World {
public:
    World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    Pool& pool() { return pool_; }
    Client& client(std::size_t number) { return clients_[number % clients_.size()]; }

    // A guest is a region that comes and goes. Does the one or the other, unless another thread
    // just does; what cannot go yet serves no more.
    void let_come_or_go(std::size_t number);

    // Puts a block into a box, and takes out of it what another thread has put there, if anything.
    void exchange(std::size_t box, Block& block);
    void free_exchanged();

    // Another quota, and an observer or none.
    void set_quota(std::size_t quota) { pool_.set_quota(clients_[1], quota); }
    void observe(bool on) { pool_.observe(on ? &observer_ : nullptr); }

    // Without time and operations.
    Sample sample() const;

    // Once all blocks are freed: is nothing left, and nothing damaged?
    bool whole() const;

private:
    struct Guest {
        std::mutex mutex;
        test::PluggableMemory memory;
        bool present = false;
    };
    struct Box {
        std::mutex mutex;
        Block block;
    };

    static void count(void* world, const BlockEvent& event);
    void add(const test::Memory& memory, Region region);
    void require(Status status) const;

    test::Memory main_{1 << 20};
    test::Memory far_{1 << 19};
    test::Memory lines_{1 << 18};
    test::Memory near_{1 << 16};
    test::MirroredMemory mirrored_{1 << 17};
    std::array<Guest, 3> guests_;
    std::array<Box, 16> boxes_;
    std::array<Client, 3> clients_{Client("sensor"), Client("display", 1 << 17), Client("net")};
    std::atomic<std::uint64_t> events_{0};
    Observer observer_{.context = this, .allocated = count, .resized = count, .freed = count};
    Pool pool_;
};

} // namespace smh::soak
