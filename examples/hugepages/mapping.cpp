#include "mapping.hpp"

#include <cerrno>
#include <cstdint>
#include <system_error>

#include <sys/mman.h>

namespace {

void* map(std::size_t bytes, int flags) {
    return mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
}

// A mapping begins anywhere; a huge page only at a multiple of its size.
void* map_aligned(std::size_t bytes, std::size_t alignment) {
    void* const mapped = map(bytes + alignment, 0);
    if (mapped == MAP_FAILED) {
        return mapped;
    }
    auto* const first = static_cast<std::byte*>(mapped);
    const std::size_t over = reinterpret_cast<std::uintptr_t>(mapped) % alignment;
    const std::size_t before = over == 0 ? 0 : alignment - over;
    if (before != 0) {
        munmap(first, before);
    }
    munmap(first + before + bytes, alignment - before);
    return first + before;
}

} // namespace

Mapping::Mapping(std::size_t bytes)
    : begin_(map(bytes, MAP_HUGETLB)), size_(bytes), pages_("reserved huge pages") {
    if (begin_ != MAP_FAILED) {
        return;
    }
    begin_ = map_aligned(bytes, huge_page);
    if (begin_ == MAP_FAILED) {
        throw std::system_error(errno, std::generic_category(), "no memory for a pool");
    }
    const bool taken = madvise(begin_, bytes, MADV_HUGEPAGE) == 0;
    pages_ = taken ? "huge pages where the kernel finds some" : "pages of the usual size";
}

Mapping::~Mapping() {
    munmap(begin_, size_);
}
