// How the blocks of a region are looked at.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smh {

// quick: the heap's own figures and the first block of each of its lists; bounded time.
// full: every block and every list; time grows with the number of blocks.
enum class Depth : std::uint8_t { quick, full };

struct BlockView {
    const void* address;   // what alloc returned, or would
    std::size_t size;      // usable bytes
    std::size_t footprint; // the block with its tag, in bytes
    bool free;
    unsigned client; // number of the client whose it is (smh/client.hpp); 0 for nobody's
    // The address as a number. That of a block in an address region (smh/address.hpp) is no
    // pointer.
    std::uint64_t value;
};

// Called for each block from the lowest address up.
using BlockVisitor = void (*)(void* context, const BlockView& block);

} // namespace smh
