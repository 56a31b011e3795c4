#include "contents.hpp"

#include <cstring>

namespace smh::soak {

namespace {

constexpr std::size_t word = sizeof(std::uint64_t);

} // namespace

void fill(void* block, std::size_t bytes, std::uint64_t pattern) {
    auto* at = static_cast<unsigned char*>(block);
    for (; bytes >= word; at += word, bytes -= word) {
        std::memcpy(at, &pattern, word);
    }
    std::memcpy(at, &pattern, bytes);
}

bool holds(const void* block, std::size_t bytes, std::uint64_t pattern) {
    const auto* at = static_cast<const unsigned char*>(block);
    std::uint64_t differences = 0;
    for (; bytes >= word; at += word, bytes -= word) {
        std::uint64_t found = 0;
        std::memcpy(&found, at, word);
        differences |= found ^ pattern;
    }
    return differences == 0 && std::memcmp(at, &pattern, bytes) == 0;
}

} // namespace smh::soak
