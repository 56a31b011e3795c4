// Numbers of variable length: LEB128 as in the DWARF standard, version 5, section 7.6. Seven bits a
// byte, the lowest first; the top bit says that more follow.
#pragma once

#include <bit>
#include <cstdint>

namespace smh::trace {

// Writes at most ten bytes from `at` on; returns the end of what it wrote.
constexpr unsigned char* put_unsigned(unsigned char* at, std::uint64_t number) {
    while (number >= 0x80) {
        *at++ = static_cast<unsigned char>(number | 0x80);
        number >>= 7;
    }
    *at++ = static_cast<unsigned char>(number);
    return at;
}

// The same for a difference: two's complement, and the last byte's bit 6 is the sign.
constexpr unsigned char* put_signed(unsigned char* at, std::int64_t number) {
    while (number < -0x40 || number >= 0x40) {
        *at++ = static_cast<unsigned char>((number & 0x7f) | 0x80);
        number >>= 7;
    }
    *at++ = static_cast<unsigned char>(number & 0x7f);
    return at;
}

// A number in the making, byte by byte.
class Leb128 {
public:
    // Takes the next byte. False where the number does not fit 64 bits.
    constexpr bool take(unsigned char byte) {
        const std::uint64_t bits = byte & 0x7fU;
        // The tenth byte has room for bit 63 alone; a negative number repeats its sign above that.
        const bool too_long = shift_ > 63 || (shift_ == 63 && bits > 1 && bits != 0x7f);
        if (!too_long) {
            value_ |= bits << shift_;
            shift_ += 7;
        }
        more_ = (byte & 0x80U) != 0;
        negative_ = (byte & 0x40U) != 0;
        return !too_long;
    }

    constexpr bool more() const { return more_; }
    constexpr std::uint64_t as_unsigned() const { return value_; }
    constexpr std::int64_t as_signed() const {
        const std::uint64_t above = negative_ && shift_ < 64 ? ~std::uint64_t{0} << shift_ : 0;
        return std::bit_cast<std::int64_t>(value_ | above);
    }

private:
    std::uint64_t value_ = 0;
    unsigned shift_ = 0;
    bool more_ = true;
    bool negative_ = false;
};

} // namespace smh::trace
