// The workloads as sequences of operations: the same for every peer, made before anything is timed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace smh::bench {

struct Operation {
    enum class Kind : std::uint8_t { alloc, aligned_alloc, free };

    std::uint32_t slot;
    std::uint32_t bytes; // of the block, also where it is freed
    Kind kind;
    std::uint8_t attribute;  // what the block has to be: peers without attributes take no notice
    std::uint16_t alignment; // in bytes, for aligned_alloc
};

struct Sequence {
    std::vector<Operation> operations;
    std::uint32_t slots;

    // The most bytes that were asked for and not freed at any time.
    std::size_t peak() const;
};

// Slots picked at random: one that is used is freed, one that is not gets a block of a size drawn
// log-uniformly from `smallest` to `largest` bytes. Never more than `limit` bytes live: where a
// block would pass it, a used slot is freed instead.
struct Mix {
    std::size_t operations;
    std::uint32_t slots;
    std::uint32_t smallest;
    std::uint32_t largest;
    std::size_t limit;
};
Sequence mixed(const Mix& mix);

// What firmware does: rings that stay, packets freed in nearly the order in which they came, short
// descriptors, now and then a frame. Attributes 0 (frames), 1 (descriptors), 2 (packets, rings).
Sequence drivers(std::size_t operations);

inline constexpr std::size_t total_memory = std::size_t{8}
                                            << 20; // of M and S, all regions together

Mix mix_m(std::size_t operations);
Mix mix_s(std::size_t operations);
// P8 and P64, at a live limit in per cent of `total_memory`.
Mix mix_p(std::size_t operations, std::uint32_t smallest, std::uint32_t largest, unsigned percent);

} // namespace smh::bench
