#include "text.hpp"

#include <array>

#include <fmt/format.h>

namespace smh::tool {

std::string size_text(std::uint64_t bytes) {
    constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    std::size_t unit = 0;
    while (unit + 1 < units.size() && bytes >> 10 * (unit + 1) != 0) {
        ++unit;
    }
    const std::uint64_t whole = bytes >> 10 * unit;
    const std::uint64_t rest = bytes - (whole << 10 * unit);
    // Below 2^60, so a hundredfold fits after ten bits have been shifted out.
    const std::uint64_t hundredths = unit == 0 ? 0 : ((rest >> 10 * (unit - 1)) * 100) >> 10;
    const std::uint64_t tenths = hundredths / 10;
    if (whole >= 100 || hundredths == 0 || (whole >= 10 && tenths == 0)) {
        return fmt::format("{} {}", whole, units.at(unit));
    }
    if (whole >= 10 || hundredths % 10 == 0) {
        return fmt::format("{}.{} {}", whole, tenths, units.at(unit));
    }
    return fmt::format("{}.{:02} {}", whole, hundredths, units.at(unit));
}

std::string address_text(std::uint64_t address) {
    return fmt::format("0x{:08x}", address);
}

std::string printable(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        if (letter >= ' ' && letter <= '~') {
            out += letter;
        } else {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(letter));
        }
    }
    return out;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    while (text.size() > width) {
        std::size_t blank = text.rfind(' ', width);
        if (blank == std::string_view::npos || blank == 0) {
            blank = text.find(' ', 1);
        }
        if (blank == std::string_view::npos) {
            break;
        }
        lines.emplace_back(text.substr(0, blank));
        text.remove_prefix(blank + 1);
    }
    lines.emplace_back(text);
    return lines;
}

std::string count_text(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

} // namespace smh::tool
