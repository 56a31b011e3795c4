// Host memory in the place of a board's.
#pragma once

#include <cstddef>
#include <cstdint>

#include "board.hpp"

namespace smh::tool {

// As many bytes as the region has, at an address that is the same within a page, so that the
// region is trimmed as it would be on the board. Given back with the object.
class HostMemory {
public:
    // Throws Failure where the host has no room for it.
    HostMemory(const std::string& file, const BoardRegion& region);
    HostMemory(HostMemory&& other) noexcept;
    HostMemory& operator=(HostMemory&&) = delete;
    ~HostMemory();

    std::uintptr_t address() const { return reinterpret_cast<std::uintptr_t>(mapping_) + offset_; }

private:
    void* mapping_;
    std::size_t length_;
    std::size_t offset_;
};

} // namespace smh::tool
