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
    if (size > store_size || alignment > store_size) {
        return nullptr;
    }
    const std::size_t align =
        alignment > alignof(std::max_align_t) ? alignment : alignof(std::max_align_t);
    // Room for any start; an empty block has an address of its own too.
    const std::size_t at = used.fetch_add(size + align);
    if (at > store_size - size - align || size + align > store_size) {
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
