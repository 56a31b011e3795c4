// The bytes of an input, as choices. Behind their end all choices are 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace smh::fuzz {

class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : left_(data, size) {}

    bool at_end() const { return left_.empty(); }

    std::uint8_t byte() {
        if (at_end()) {
            return 0;
        }
        const std::uint8_t first = left_.front();
        left_ = left_.subspan(1);
        return first;
    }

    unsigned word() {
        const unsigned low = byte();
        return low | unsigned{byte()} << 8;
    }

    // One of so many, up to 256: 0 and up.
    unsigned below(std::size_t bound) { return static_cast<unsigned>(byte() % bound); }

    // Up to the next `end`, which is taken too, or to the end of the input.
    std::string_view text_until(char end) {
        const std::string_view all = rest();
        const std::string_view text = all.substr(0, all.find(end));
        left_ = left_.subspan(text.size() + (text.size() < all.size() ? 1 : 0));
        return text;
    }

    std::string_view rest() const {
        return {reinterpret_cast<const char*>(left_.data()), left_.size()};
    }

private:
    std::span<const std::uint8_t> left_;
};

} // namespace smh::fuzz
