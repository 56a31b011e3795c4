// What the test programs for bare boards are made of: conditions that end the run where they do not
// hold, a sequence of random numbers, and blocks that know their contents.
#pragma once

#include <cstddef>
#include <cstdint>

#include "machine.hpp"

namespace check {

inline void holds(bool condition, const char* what) {
    if (!condition) {
        machine::write("does not hold: ");
        machine::write(what);
        machine::write("\n");
        machine::stop(1);
    }
}

// Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003.
class Random {
public:
    constexpr explicit Random(std::uint32_t seed) : state_(seed) {}

    std::uint32_t next() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return state_;
    }
    // From 0 to bound - 1, bound at most 2^16. By multiplication: the smallest cores cannot divide.
    std::uint32_t below(std::uint32_t bound) { return (next() >> 16) * bound >> 16; }

private:
    std::uint32_t state_;
};

template <std::size_t size>
std::uintptr_t address_of(unsigned char (&memory)[size]) {
    return reinterpret_cast<std::uintptr_t>(memory);
}

} // namespace check
