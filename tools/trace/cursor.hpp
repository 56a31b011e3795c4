// Reads numbers and bytes out of a chunk's body.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace smh::trace {

// All take functions throw Error where the body ends too early or holds no such number.
class Cursor {
public:
    Cursor() = default;
    // `offset`: where in the file the body begins.
    Cursor(std::span<const unsigned char> body, std::uint64_t offset)
        : body_(body), offset_(offset) {}

    bool at_end() const { return at_ == body_.size(); }
    std::uint64_t offset() const { return offset_ + at_; }

    unsigned char take_byte();
    std::uint64_t take_unsigned();
    std::int64_t take_signed();
    std::span<const unsigned char> take_bytes(std::uint64_t count);

private:
    class Leb128 take_number();

    std::span<const unsigned char> body_;
    std::uint64_t offset_ = 0;
    std::size_t at_ = 0;
};

} // namespace smh::trace
