#include "text.hpp"

namespace smh::demo {

Text& Text::add(char letter) {
    if (length_ + 1 < capacity) {
        letters_[length_++] = letter;
    }
    return *this;
}

Text& Text::add(const char* text) {
    for (; *text != '\0'; ++text) {
        add(*text);
    }
    return *this;
}

Text& Text::add(char letter, unsigned times) {
    for (unsigned time = 0; time < times; ++time) {
        add(letter);
    }
    return *this;
}

Text& Text::add_number(std::uint32_t number) {
    if (number >= 10) {
        add_number(number / 10);
    }
    return add(static_cast<char>('0' + number % 10));
}

Text& Text::add_count(std::uint32_t count) {
    if (count < 1000) {
        return add_number(count);
    }
    add_count(count / 1000).add(',');
    for (std::uint32_t place = 100; place > 0; place /= 10) {
        add_number(count / place % 10);
    }
    return *this;
}

Text& Text::add_size(std::uint32_t bytes) {
    constexpr const char* units[] = {" B", " KiB", " MiB", " GiB"};
    unsigned unit = 0;
    while (unit < 3 && bytes >> 10 * (unit + 1) != 0) {
        ++unit;
    }
    const std::uint32_t whole = bytes >> 10 * unit;
    const std::uint32_t rest = bytes - (whole << 10 * unit);
    const std::uint32_t thousandths = unit == 0 ? 0 : rest >> 10 * (unit - 1); // 1024 of them
    const std::uint32_t hundredths = thousandths * 100 >> 10;
    add_number(whole);
    if (whole < 100 && hundredths >= (whole < 10 ? 1U : 10U)) {
        add('.').add_number(hundredths / 10);
        if (whole < 10 && hundredths % 10 != 0) {
            add_number(hundredths % 10);
        }
    }
    return add(units[unit]);
}

Text& Text::add_address(std::uintptr_t address) {
    add("0x");
    for (int digit = 7; digit >= 0; --digit) {
        add("0123456789abcdef"[address >> 4 * digit & 15U]);
    }
    return *this;
}

} // namespace smh::demo
