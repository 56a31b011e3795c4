// Text for people, without a C library: as `smh demo` writes it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smh::demo {

// Up to 159 characters; what is more is cut off.
class Text {
public:
    Text() = default;
    Text(const char* text) { add(text); }

    Text& add(const char* text);
    Text& add(char letter);
    Text& add(char letter, unsigned times);

    Text& add_number(std::uint32_t number);

    // "1,234,567".
    Text& add_count(std::uint32_t count);

    // "64 KiB", "1.25 MiB", "511 KiB": three digits or four, rounded down.
    Text& add_size(std::uint32_t bytes);

    // "0x20000000".
    Text& add_address(std::uintptr_t address);

    const char* letters() const { return letters_; }
    unsigned length() const { return length_; }

private:
    static constexpr unsigned capacity = 160;

    char letters_[capacity]{};
    unsigned length_ = 0;
};

} // namespace smh::demo
