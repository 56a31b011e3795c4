// What may be asked of a pool beside "so many bytes with this attribute".
#pragma once

#include <cstddef>

#include "smh/attribute.hpp"
#include "smh/region.hpp"

namespace smh {

class Client;

// A region can serve a set of attributes where it has all of them. The preferred sets are tried in
// their order, each together with the required one, and at the end the required one alone, unless
// it is empty. So "required: dma; preferred: {fast}, {near}" asks fast DMA memory first, then near
// one, then any; and with nothing required the preferred sets are all there is.
struct Request {
    std::size_t bytes = 0;
    std::size_t alignment = 0; // a power of two, in bytes; 0 and 1 ask for that of any object
    AttributeSet required{};
    const AttributeSet* preferred = nullptr;
    std::size_t preferred_count = 0;

    // Whose the block is to be; null for nobody's in particular. See smh/client.hpp.
    Client* client = nullptr;
};

// A block, and the region that it lies in; both null where there is none.
struct Served {
    void* block = nullptr;
    const Region* region = nullptr;

    explicit operator bool() const noexcept { return block != nullptr; }
};

} // namespace smh
