// A block of plain objects, aligned as one likes: a span that owns.
//
//     smh::buffer<std::byte> packet(pool, dma, 1500, 64);
//     controller.receive(std::span(packet));
#pragma once

#include <cassert>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "smh/detail/serve.hpp"
#include "smh/shared_pool.hpp"

namespace smh {

// Its objects have neither constructors nor destructors that do anything, and are indeterminate at
// first, as a device is about to write them. It can be moved, not copied. As a container, it is
// const together with its objects, and converts to std::span.
//
// Safe to use from several threads as a pointer is.
template <class T = std::byte>
class buffer {
    static_assert(std::is_trivially_default_constructible_v<T> &&
                      std::is_trivially_destructible_v<T>,
                  "a buffer is of plain objects; for others there is make_unique<T[]>");

public:
    using value_type = T;
    using iterator = T*;
    using const_iterator = const T*;

    // Empty, and of no pool.
    constexpr buffer() noexcept = default;

    // `count` objects at a multiple of `alignment`: a power of two, in bytes. Where the pool cannot
    // serve, or the alignment is none, it throws std::bad_alloc; in programs without exceptions it
    // ends the program (std::abort). With a count of 0 it is empty. Time as Pool::aligned_alloc.
    buffer(Pool& pool, Attribute attribute, std::size_t count, std::size_t alignment = alignof(T))
        : buffer(try_make(pool, attribute, count, alignment)) {
        if (count_ != count) {
            detail::out_of_memory();
        }
    }

    // Of the shared pool.
    buffer(Attribute attribute, std::size_t count, std::size_t alignment = alignof(T))
        : buffer(shared_pool(), attribute, count, alignment) {}

    // As the constructors, but empty where they would fail.
    [[nodiscard]] static buffer try_make(Pool& pool, Attribute attribute, std::size_t count,
                                         std::size_t alignment = alignof(T)) noexcept {
        buffer made;
        if (count != 0) {
            const std::size_t aligned =
                alignment > alignof(T) || !detail::is_alignment(alignment) ? alignment : alignof(T);
            void* const block =
                detail::try_serve(pool, attribute, aligned, detail::bytes_of<T>(count));
            if (block != nullptr) {
                made.pool_ = &pool;
                made.data_ = static_cast<T*>(block);
                made.count_ = count;
            }
        }
        return made;
    }
    [[nodiscard]] static buffer try_make(Attribute attribute, std::size_t count,
                                         std::size_t alignment = alignof(T)) noexcept {
        return try_make(shared_pool(), attribute, count, alignment);
    }

    buffer(buffer&& other) noexcept { swap(other); }
    buffer& operator=(buffer&& other) noexcept {
        buffer(std::move(other)).swap(*this);
        return *this;
    }
    ~buffer() {
        if (pool_ != nullptr) {
            pool_->free(const_cast<std::remove_cv_t<T>*>(data_));
        }
    }

    void swap(buffer& other) noexcept {
        std::swap(pool_, other.pool_);
        std::swap(data_, other.data_);
        std::swap(count_, other.count_);
    }
    friend void swap(buffer& one, buffer& other) noexcept { one.swap(other); }

    T* data() noexcept { return data_; }
    const T* data() const noexcept { return data_; }
    std::size_t size() const noexcept { return count_; }
    std::size_t size_bytes() const noexcept { return count_ * sizeof(T); }
    bool empty() const noexcept { return count_ == 0; }

    T* begin() noexcept { return data_; }
    T* end() noexcept { return data_ + count_; }
    const T* begin() const noexcept { return data_; }
    const T* end() const noexcept { return data_ + count_; }

    T& operator[](std::size_t index) noexcept {
        assert(index < count_);
        return data_[index];
    }
    const T& operator[](std::size_t index) const noexcept {
        assert(index < count_);
        return data_[index];
    }

private:
    Pool* pool_ = nullptr;
    T* data_ = nullptr;
    std::size_t count_ = 0;
};

} // namespace smh
