// What `smh replay` is asked to do.
#pragma once

#include <cstdint>
#include <string>

namespace smh::tool {

struct ReplayOptions {
    std::string file;
    std::string board;      // a devicetree; empty for plain host memory
    std::string attribute;  // a name or a number; empty for cacheable
    unsigned regions = 1;   // plain host memory: how many, of one size
    std::uint64_t size = 0; // plain host memory: bytes in all; 0 for enough
    bool json = false;
};

} // namespace smh::tool
