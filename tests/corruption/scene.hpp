// A pool with one region, in which there is something of everything: allocated blocks of many
// lengths, an aligned one, some of a client, free blocks that are alone in their list and some that
// are not, recent blocks, and where there are any, parked ones.
#pragma once

#include <vector>

#include "guarded_memory.hpp"
#include "heap/heap.hpp"
#include "smh/pool.hpp"

namespace smh::corruption {

inline constexpr Attribute wanted{0};

// A block that the scene, or a script that plays in it, has.
struct Held {
    unsigned char* address;
    std::size_t bytes;
    std::size_t alignment;
    unsigned char first; // what it holds: this, and then each byte one more

    void write() const;
    bool intact() const;
};

class Scene {
public:
    Scene();

    // As it was built, whatever has happened to it.
    void restore();

    Pool& pool() { return pool_; }
    Client& client() { return client_; }
    const std::vector<Held>& blocks() const { return blocks_; }
    std::uintptr_t begin() const { return memory_.address(); }
    std::uintptr_t end() const { return memory_.address() + memory_.size(); }
    const heap::Heap& heap() const { return *reinterpret_cast<const heap::Heap*>(begin()); }

private:
    void fill();
    void hold(void* address, std::size_t bytes, std::size_t alignment = alignof(std::max_align_t));
    void free(std::size_t number);
    void keep();

    GuardedMemory memory_{65536};
    Pool pool_;
    Client client_{"client"};
    std::vector<Held> blocks_;
    // Copies of region, pool and client.
    std::vector<unsigned char> region_copy_;
    std::vector<unsigned char> pool_copy_;
    std::vector<unsigned char> client_copy_;
};

} // namespace smh::corruption
