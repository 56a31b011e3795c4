// What a heap with its tags elsewhere is laid out over: addresses at which nothing is, and memory
// for the metadata, with guards around it, that held something else before.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "heap/heap.hpp"
#include "smh/metadata.hpp"

namespace smh::test {

class TableMemory {
public:
    TableMemory(std::uint64_t address, std::uint64_t size, unsigned power)
        : TableMemory(address, size, power, metadata_size(size, std::size_t{1} << power)) {}

    TableMemory(std::uint64_t address, std::uint64_t size, unsigned power, std::size_t metadata)
        : bytes_(metadata + 2 * guard_size + metadata_alignment), metadata_(metadata),
          address_(address), size_(size), power_(power) {
        std::mt19937_64 random(address ^ size);
        std::generate(bytes_.begin(), bytes_.end(),
                      [&] { return static_cast<unsigned char>(random()); });
        before_ = bytes_;
    }

    heap::TablePlaces::Span span() const {
        const std::uintptr_t begin = metadata_begin();
        return {{begin, begin + metadata_}, address_, size_, power_};
    }
    std::uintptr_t metadata_begin() const {
        return base::round_up(reinterpret_cast<std::uintptr_t>(bytes_.data()) + guard_size,
                              metadata_alignment);
    }

    bool guards_intact() const {
        const auto begin = static_cast<std::ptrdiff_t>(
            metadata_begin() - reinterpret_cast<std::uintptr_t>(bytes_.data()));
        const auto end = begin + static_cast<std::ptrdiff_t>(metadata_);
        return std::equal(bytes_.begin(), bytes_.begin() + begin, before_.begin()) &&
               std::equal(bytes_.begin() + end, bytes_.end(), before_.begin() + end);
    }
    bool untouched() const { return bytes_ == before_; }

private:
    static constexpr std::size_t guard_size = 64;

    std::vector<unsigned char> bytes_;
    std::vector<unsigned char> before_;
    std::size_t metadata_;
    std::uint64_t address_;
    std::uint64_t size_;
    unsigned power_;
};

} // namespace smh::test
