// What compilers call on their own, for a firmware without a C library.
#include <cstddef>

extern "C" {

void* memcpy(void* __restrict to, const void* __restrict from, std::size_t bytes) {
    for (std::size_t index = 0; index < bytes; ++index) {
        static_cast<unsigned char*>(to)[index] = static_cast<const unsigned char*>(from)[index];
    }
    return to;
}

void* memset(void* to, int value, std::size_t bytes) {
    for (std::size_t index = 0; index < bytes; ++index) {
        static_cast<unsigned char*>(to)[index] = static_cast<unsigned char>(value);
    }
    return to;
}

} // extern "C"
