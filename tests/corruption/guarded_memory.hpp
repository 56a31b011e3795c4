// Memory for a region that lies alone: whoever reads or writes beside it is stopped, however far
// from it a damaged index leads.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace smh::corruption {

class GuardedMemory {
public:
    explicit GuardedMemory(std::size_t size) : size_(size) {
        while (!reserve()) {
            reach_ /= 2;
            if (reach_ <= size) {
                throw std::runtime_error("no room for a region with guards");
            }
        }
        void* const begin = reinterpret_cast<void*>(address());
        if (mprotect(begin, size, PROT_READ | PROT_WRITE) != 0) {
            throw std::runtime_error("no memory for a region");
        }
    }
    ~GuardedMemory() { munmap(reserved_, 2 * reach_); }
    GuardedMemory(const GuardedMemory&) = delete;
    GuardedMemory& operator=(const GuardedMemory&) = delete;

    // At a multiple of a quarter of the reach, so that on 32-bit machines, where an index is an
    // address, one with a changed bit lies within the reach, but for the highest bits.
    std::uintptr_t address() const {
        const std::uintptr_t step = reach_ / 4;
        return (reinterpret_cast<std::uintptr_t>(reserved_) + reach_ / 2) / step * step;
    }
    std::size_t size() const { return size_; }

private:
    bool reserve() {
        reserved_ = mmap(nullptr, 2 * reach_, PROT_NONE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        return reserved_ != MAP_FAILED;
    }

    // An index is 32 bits of 16 bytes on 64-bit machines.
    std::size_t reach_ = static_cast<std::size_t>(sizeof(void*) == 8 ? 1LL << 37 : 1LL << 30);
    std::size_t size_;
    void* reserved_ = nullptr;
};

} // namespace smh::corruption
