// Memory from the kernel, in pages as large as it has them.
#pragma once

#include <cstddef>
#include <utility>

class Mapping {
public:
    // Reserved huge pages where the machine has them, else memory for which the kernel is asked to
    // use huge pages by itself. Throws std::system_error where there is none. `bytes` is a multiple
    // of huge_page.
    explicit Mapping(std::size_t bytes);
    ~Mapping();
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    void* begin() const { return begin_; }
    std::size_t size() const { return size_; }
    const char* pages() const { return pages_; }

    static constexpr std::size_t huge_page = std::size_t{2} << 20;

private:
    void* begin_;
    std::size_t size_;
    const char* pages_;
};
