#include "record/bootstrap.hpp"

#include <atomic>
#include <cstdint>

namespace smh::record {

namespace {

// The dynamic linker asks for some hundred bytes.
constexpr std::size_t store_size = 16384;

alignas(std::max_align_t) unsigned char store[store_size];
std::atomic<std::size_t> used{0};

std::size_t offset_of(const void* block) {
    return reinterpret_cast<std::uintptr_t>(block) - reinterpret_cast<std::uintptr_t>(store);
}

} // namespace

void* bootstrap_alloc(std::size_t alignment, std::size_t size) {
    constexpr std::size_t least = alignof(std::max_align_t);
    const std::size_t align = alignment > least ? alignment : least;
    if (align > store_size || size > store_size - align) {
        return nullptr;
    }
    // Room for any start; an empty block has an address of its own too.
    const std::size_t taken = size + align;
    const std::size_t at = used.fetch_add(taken);
    if (at > store_size - taken) {
        return nullptr;
    }
    const auto address = reinterpret_cast<std::uintptr_t>(store + at);
    return store + at + (align - address % align) % align;
}

bool is_bootstrap(const void* block) {
    return offset_of(block) < store_size;
}

std::size_t bootstrap_size(const void* block) {
    return store_size - offset_of(block);
}

} // namespace smh::record
