// Host memory for a region, with guard bytes on both sides that must never change.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

#include "base/bits.hpp"

namespace smh::test {

class Memory {
public:
    // `offset` moves the region away from a 64 KiB boundary.
    explicit Memory(std::size_t size, std::size_t offset = 0)
        : size_(size), offset_(offset),
          bytes_(static_cast<unsigned char*>(
              ::operator new (guard + offset + size + guard, std::align_val_t{alignment}))) {
        std::fill_n(bytes_, guard + offset + size + guard, pattern);
    }
    ~Memory() { ::operator delete (bytes_, std::align_val_t{alignment}); }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;

    unsigned char* begin() const { return bytes_ + guard + offset_; }
    std::uintptr_t address() const { return reinterpret_cast<std::uintptr_t>(begin()); }
    std::size_t size() const { return size_; }
    base::Range range() const { return {address(), address() + size_}; }

    bool guards_intact() const { return is_untouched(bytes_, begin()) && behind_intact(); }
    bool untouched() const { return is_untouched(bytes_, begin() + size_ + guard); }

private:
    static constexpr std::size_t alignment = 65536;
    static constexpr std::size_t guard = 65536;
    static constexpr unsigned char pattern = 0xA5;

    bool behind_intact() const { return is_untouched(begin() + size_, begin() + size_ + guard); }
    static bool is_untouched(const unsigned char* from, const unsigned char* to) {
        return std::all_of(from, to, [](unsigned char byte) { return byte == pattern; });
    }

    std::size_t size_;
    std::size_t offset_;
    unsigned char* bytes_;
};

} // namespace smh::test
