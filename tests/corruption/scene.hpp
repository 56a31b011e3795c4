// A pool with one region, in which there is something of everything: allocated blocks of many
// lengths, an aligned one, some of a client, free blocks that are alone in their list and some that
// are not, recent blocks, and where there are any, parked ones.
//
// The region's tags lie in it, or elsewhere: then nothing of it can be read or written.
#pragma once

#include <vector>

#include "anatomy.hpp"
#include "guarded_memory.hpp"
#include "heap/heap.hpp"
#include "smh/pool.hpp"

namespace smh::corruption {

inline constexpr Attribute wanted{0};

enum class Placement : std::uint8_t { inside, elsewhere };

// A block that the scene, or a script that plays in it, has.
struct Held {
    unsigned char* address;
    std::size_t bytes;
    std::size_t alignment;
    unsigned char first; // what it holds: this, and then each byte one more
    bool holds = true;   // anything

    void write() const;
    bool intact() const;
};

class Scene {
public:
    Scene(Placement placement, std::size_t granules);

    // As it was built, whatever has happened to it.
    void restore();

    Pool& pool() { return pool_; }
    Client& client() { return client_; }
    const std::vector<Held>& blocks() const { return blocks_; }
    std::uintptr_t begin() const { return region_.address; }
    std::uintptr_t end() const { return region_.address + region_.size; }
    Placement placement() const { return placement_; }
    // Where the heap is.
    std::uintptr_t heap_begin() const;
    std::vector<Part> parts() const;

private:
    void add();
    void add_with_table(std::size_t granules);
    void fill();
    void fill_granules();
    void hold(void* address, std::size_t bytes, std::size_t alignment = alignof(std::max_align_t));
    void free(std::size_t number);
    void keep();

    Placement placement_;
    GuardedMemory memory_; // the region, or where its tags lie
    Region region_;
    Metadata metadata_;
    Pool pool_;
    Client client_{"client"};
    std::vector<Held> blocks_;
    // Copies of the memory, pool and client.
    std::vector<unsigned char> memory_copy_;
    std::vector<unsigned char> pool_copy_;
    std::vector<unsigned char> client_copy_;
};

} // namespace smh::corruption
