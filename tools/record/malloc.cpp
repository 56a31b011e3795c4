// The malloc family, in the C library's place: calls the real one and notes the event.
//
// The order of the trace: a free is noted before it is done and an allocation after, so an address
// is noted free before another thread can be given it. A realloc does both at once; others wait
// with their notes until it is over.
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <unistd.h>

#include "record/bootstrap.hpp"
#include "record/guard.hpp"
#include "record/real.hpp"
#include "record/recording.hpp"

namespace smh::record {

namespace {

using trace::Event;
using trace::Operation;

constexpr std::size_t largest = SIZE_MAX;

std::uint64_t address_of(const void* block) {
    return reinterpret_cast<std::uintptr_t>(block);
}

void* noted(const Guard& guard, Event event, void* block) {
    // Bootstrap memory is not in the trace, so that no free of it need be.
    if (guard.outermost() && !is_bootstrap(block)) {
        event.failed = block == nullptr;
        event.address = address_of(block);
        const Turn turn;
        turn.note(event);
    }
    return block;
}

void* aligned(void* (*call)(std::size_t, std::size_t), std::size_t alignment, std::size_t size) {
    const Guard guard;
    const Event event{.operation = Operation::aligned, .size = size, .alignment = alignment};
    return noted(guard, event, call(alignment, size));
}

std::size_t page_size() {
    return static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// Out of the bootstrap store; the program sees a realloc, the trace a malloc.
void* moved_out(void* block, std::size_t size) {
    void* const moved = malloc(size);
    if (moved != nullptr) {
        const std::size_t readable = bootstrap_size(block);
        std::memcpy(moved, block, size < readable ? size : readable);
    }
    return moved;
}

void* resized(void* block, std::size_t size) {
    const Turn turn;
    void* const moved = real().realloc(block, size);
    if (moved == nullptr && size == 0) {
        turn.note({.operation = Operation::free, .address = address_of(block)});
    } else {
        turn.note({.operation = Operation::realloc,
                   .failed = moved == nullptr,
                   .size = size,
                   .address = address_of(moved),
                   .old_address = address_of(block)});
    }
    return moved;
}

} // namespace

} // namespace smh::record

using namespace smh::record;

extern "C" {

[[gnu::visibility("default")]] void* malloc(std::size_t size) noexcept {
    const Guard guard;
    return noted(guard, {.operation = Operation::malloc, .size = size}, real().malloc(size));
}

[[gnu::visibility("default")]] void* calloc(std::size_t count, std::size_t size) noexcept {
    const Guard guard;
    Event event{.operation = Operation::calloc};
    if (__builtin_mul_overflow(count, size, &event.size)) {
        event.size = largest;
    }
    return noted(guard, event, real().calloc(count, size));
}

[[gnu::visibility("default")]] void* realloc(void* block, std::size_t size) noexcept {
    if (block == nullptr) {
        return malloc(size);
    }
    if (is_bootstrap(block)) {
        return moved_out(block, size);
    }
    const Guard guard;
    return guard.outermost() ? resized(block, size) : real().realloc(block, size);
}

[[gnu::visibility("default")]] void* reallocarray(void* block, std::size_t count,
                                                  std::size_t size) noexcept {
    std::size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return nullptr;
    }
    return realloc(block, bytes);
}

[[gnu::visibility("default")]] void* aligned_alloc(std::size_t alignment,
                                                   std::size_t size) noexcept {
    return aligned(real().aligned_alloc, alignment, size);
}

[[gnu::visibility("default")]] void* memalign(std::size_t alignment, std::size_t size) noexcept {
    return aligned(real().memalign, alignment, size);
}

[[gnu::visibility("default")]] void* valloc(std::size_t size) noexcept {
    return aligned(real().memalign, page_size(), size);
}

[[gnu::visibility("default")]] void* pvalloc(std::size_t size) noexcept {
    const std::size_t page = page_size();
    // Beyond the last page there is none to give; memalign refuses that.
    const std::size_t pages = size > largest - page ? largest : (size + page - 1) / page * page;
    return aligned(real().memalign, page, pages);
}

[[gnu::visibility("default")]] int posix_memalign(void** block, std::size_t alignment,
                                                  std::size_t size) noexcept {
    const Guard guard;
    const int error = real().posix_memalign(block, alignment, size);
    const Event event{.operation = Operation::aligned, .size = size, .alignment = alignment};
    noted(guard, event, error == 0 ? *block : nullptr);
    return error;
}

[[gnu::visibility("default")]] void free(void* block) noexcept {
    if (block == nullptr || is_bootstrap(block)) {
        return;
    }
    const Guard guard;
    if (guard.outermost()) {
        const Turn turn;
        turn.note({.operation = Operation::free, .address = address_of(block)});
    }
    real().free(block);
}

} // extern "C"
