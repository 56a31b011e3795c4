// Values as text for people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace smh::tool {

// "64 KiB", "1.25 MiB", "511 KiB": three digits or four, rounded down.
std::string size_text(std::uint64_t bytes);

// "0x20000000": at least eight digits.
std::string address_text(std::uint64_t address);

// Text from a file with every byte that is not printable ASCII as \xNN, so that a name in a
// devicetree can neither break a line nor reach the terminal as a command.
std::string printable(std::string_view text);

// "1,234,567".
std::string count_text(std::uint64_t count);

} // namespace smh::tool
