// The two functions that compilers call on their own. The library's images have no C library.
#include <cstddef>

extern "C" {

void* memcpy(void* __restrict to, const void* __restrict from, std::size_t bytes) {
    auto* const out = static_cast<unsigned char*>(to);
    const auto* const in = static_cast<const unsigned char*>(from);
    for (std::size_t i = 0; i < bytes; ++i) {
        out[i] = in[i];
    }
    return to;
}

void* memset(void* to, int value, std::size_t bytes) {
    auto* const out = static_cast<unsigned char*>(to);
    for (std::size_t i = 0; i < bytes; ++i) {
        out[i] = static_cast<unsigned char>(value);
    }
    return to;
}

} // extern "C"
