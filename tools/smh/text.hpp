// Values as text for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smh::tool {

// "64 KiB", "1.25 MiB", "511 KiB": three digits or four, rounded down.
std::string size_text(std::uint64_t bytes);

// "0x20000000": at least eight digits.
std::string address_text(std::uint64_t address);

// Text from a file with every byte that is not printable ASCII as \xNN, so that a name in a
// devicetree can neither break a line nor reach the terminal as a command.
std::string printable(std::string_view text);

// Lines of at most so many bytes, broken at blanks; a longer word has a line for itself. At least
// one.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// "1,234,567".
std::string count_text(std::uint64_t count);

} // namespace smh::tool
