// What the cases of the conformance suite share. Freestanding.
#pragma once

#include <cstddef>
#include <cstdint>

#include "conformance/conformance.hpp"
#include "shared_multi_heap.h"
#include "smh/config.hpp"
#include "smh/port.hpp"

namespace smh::conformance {

namespace error {
constexpr int already = -port::error_already;
constexpr int busy = -port::error_busy;
constexpr int not_permitted = -port::error_not_permitted;
constexpr int invalid = -port::error_invalid;
constexpr int exists = -port::error_exists;
constexpr int no_memory = -port::error_no_memory;
} // namespace error

inline Failure failure{"", 0};

inline bool hold(bool condition, const char* text, int line) {
    if (!condition) {
        failure = {text, line};
    }
    return condition;
}

// The text of the condition is wanted, which only a macro can give.
#define HOLDS(condition)                                                                           \
    do {                                                                                           \
        if (!hold((condition), #condition, __LINE__)) {                                            \
            return false;                                                                          \
        }                                                                                          \
    } while (false)

constexpr unsigned cacheable_number = SMH_REG_ATTR_CACHEABLE;
constexpr unsigned non_cacheable_number = SMH_REG_ATTR_NON_CACHEABLE;
constexpr unsigned own_number = SMH_REG_ATTR_NUM;                 // the platform's own attribute
constexpr unsigned spare_number = MAX_SHARED_MULTI_HEAP_ATTR - 1; // for cases that add regions
constexpr std::size_t huge = ~std::size_t{0};

// A machine with little memory has all regions, and what is asked of them, smaller in proportion.
#ifndef SMH_CONFORMANCE_DIVISOR
#define SMH_CONFORMANCE_DIVISOR 1
#endif
constexpr std::size_t part(std::size_t bytes) {
    return bytes / SMH_CONFORMANCE_DIVISOR;
}

// Small memories for regions that come and go, and for as many as there can be.
// A control block is longer where more is checked.
inline constexpr std::size_t small_size =
    config::hardening >= config::Hardening::moderate || config::exact ? 320 : 256;
alignas(64) inline unsigned char many[config::max_regions][small_size];

inline bool aligned(const void* block, std::size_t alignment) {
    return reinterpret_cast<std::uintptr_t>(block) % alignment == 0;
}

inline void fill(void* block, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) {
        static_cast<unsigned char*>(block)[i] = static_cast<unsigned char>(i);
    }
}
inline bool holds(const void* block, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) {
        if (static_cast<const unsigned char*>(block)[i] != static_cast<unsigned char>(i)) {
            return false;
        }
    }
    return true;
}

template <std::size_t size>
bool inside(const void* block, const unsigned char (&memory)[size]) {
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    const auto begin = reinterpret_cast<std::uintptr_t>(memory);
    return address >= begin && address - begin < size;
}

} // namespace smh::conformance
