// Where a pool that grows can take memory from, beside any std::pmr::memory_resource.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory_resource>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

#include "smh/detail/serve.hpp"

namespace smh {

// Whole pages of the operating system (mmap), zeroed, and given back to it at once. Any alignment
// that is a power of two. Where there is no memory, it throws std::bad_alloc; in programs without
// exceptions it ends the program. Safe from any thread. All are equal; in programs without run-time
// type information each is equal to itself only.
class mapping_resource final : public std::pmr::memory_resource {
private:
    static std::size_t in_pages(std::size_t bytes) {
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        return bytes > SIZE_MAX - page ? SIZE_MAX / page * page : (bytes + page - 1) / page * page;
    }

    // A mapping begins at some page: so as much more is mapped as the alignment can take, and what
    // lies around the memory is given back.
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        const std::size_t size = in_pages(bytes != 0 ? bytes : 1);
        const std::size_t spare = alignment > in_pages(1) ? alignment : 0;
        void* const mapped = size > SIZE_MAX - spare
                                 ? MAP_FAILED
                                 : mmap(nullptr, size + spare, PROT_READ | PROT_WRITE,
                                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (mapped == MAP_FAILED) {
            detail::out_of_memory();
        }
        const auto begin = reinterpret_cast<std::uintptr_t>(mapped);
        const std::size_t before = spare != 0 ? (alignment - begin % alignment) % alignment : 0;
        auto* const memory = static_cast<std::byte*>(mapped) + before;
        unmap(mapped, before);
        unmap(memory + size, spare - before);
        return memory;
    }

    void do_deallocate(void* memory, std::size_t bytes, std::size_t) override {
        unmap(memory, in_pages(bytes != 0 ? bytes : 1));
    }

    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
#ifdef __cpp_rtti
        return dynamic_cast<const mapping_resource*>(&other) != nullptr;
#else
        return this == &other;
#endif
    }

    static void unmap(void* memory, std::size_t size) {
        if (size != 0) {
            munmap(memory, size);
        }
    }
};

// What two functions do: `give` returns memory at a multiple of `alignment`, or null where it has
// none; `take_back` gets what it returned, and how many bytes that was.
class callback_resource final : public std::pmr::memory_resource {
public:
    using Give = std::function<void*(std::size_t bytes, std::size_t alignment)>;
    using TakeBack = std::function<void(void* memory, std::size_t bytes)>;

    callback_resource(Give give, TakeBack take_back)
        : give_(std::move(give)), take_back_(std::move(take_back)) {}

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        void* const memory = give_(bytes, alignment);
        if (memory == nullptr) {
            detail::out_of_memory();
        }
        return memory;
    }

    void do_deallocate(void* memory, std::size_t bytes, std::size_t) override {
        take_back_(memory, bytes);
    }

    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
        return this == &other;
    }

    Give give_;
    TakeBack take_back_;
};

} // namespace smh
