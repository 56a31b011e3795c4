#include "host_memory.hpp"

#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <utility>

#include "failure.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

constexpr std::uint64_t page = 4096;
constexpr std::uint64_t longest = std::uint64_t{1} << 46;

} // namespace

HostMemory::HostMemory(const std::string& file, const BoardRegion& region)
    : offset_(region.address % page) {
    const auto refuse = [&](const char* why) {
        return Failure{file, "no host memory for " + region.name + ", " + size_text(region.size),
                       std::string{why} + ", take a smaller board or size"};
    };
    if (region.size > longest) {
        throw refuse("it is longer than an address space here");
    }
    length_ = region.size + offset_;
    // Pages that nobody touches cost nothing, so a board may have more than the host.
    mapping_ = mmap(nullptr, length_, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapping_ == MAP_FAILED) {
        throw refuse(std::strerror(errno));
    }
}

HostMemory::HostMemory(HostMemory&& other) noexcept
    : mapping_(std::exchange(other.mapping_, nullptr)), length_(other.length_),
      offset_(other.offset_) {}

HostMemory::~HostMemory() {
    if (mapping_ != nullptr) {
        munmap(mapping_, length_);
    }
}

} // namespace smh::tool
