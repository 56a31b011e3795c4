#include "trace/cursor.hpp"

#include "trace/error.hpp"
#include "trace/leb128.hpp"

namespace smh::trace {

unsigned char Cursor::take_byte() {
    if (at_end()) {
        throw Error{offset(), "the chunk ends inside an item"};
    }
    return body_[at_++];
}

Leb128 Cursor::take_number() {
    const std::uint64_t begin = offset();
    Leb128 number;
    while (number.more()) {
        if (!number.take(take_byte())) {
            throw Error{begin, "a number has more than 64 bits"};
        }
    }
    return number;
}

std::uint64_t Cursor::take_unsigned() {
    return take_number().as_unsigned();
}

std::int64_t Cursor::take_signed() {
    return take_number().as_signed();
}

std::span<const unsigned char> Cursor::take_bytes(std::uint64_t count) {
    if (count > body_.size() - at_) {
        throw Error{offset(), "the chunk ends inside an item"};
    }
    const auto bytes = body_.subspan(at_, static_cast<std::size_t>(count));
    at_ += bytes.size();
    return bytes;
}

} // namespace smh::trace
