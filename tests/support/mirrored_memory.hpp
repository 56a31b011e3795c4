// Memory that is mapped at two addresses.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

namespace smh::test {

class MirroredMemory {
public:
    explicit MirroredMemory(std::size_t size)
        : size_(size), begin_(static_cast<unsigned char*>(mmap(
                           nullptr, 2 * size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
        const int file = memfd_create("mirrored", 0);
        good_ = begin_ != MAP_FAILED && ftruncate(file, static_cast<off_t>(size)) == 0;
        for (std::size_t offset = 0; offset != 2 * size; offset += size) {
            good_ = good_ && mmap(begin_ + offset, size, PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_FIXED, file, 0) != MAP_FAILED;
        }
        close(file);
    }
    ~MirroredMemory() { munmap(begin_, 2 * size_); }
    MirroredMemory(const MirroredMemory&) = delete;
    MirroredMemory& operator=(const MirroredMemory&) = delete;

    bool good() const { return good_; }
    std::uintptr_t address() const { return reinterpret_cast<std::uintptr_t>(begin_); }
    std::size_t size() const { return size_; }
    std::size_t offset() const { return size_; }

private:
    std::size_t size_;
    unsigned char* begin_;
    bool good_ = false;
};

} // namespace smh::test
