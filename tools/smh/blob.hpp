// The bytes of a file, bounded, aligned as libfdt wants them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smh::tool {

// Real boards' blobs have some hundred KiB.
inline constexpr std::size_t max_blob_size = std::size_t{16} << 20;

class Blob {
public:
    Blob() = default;
    explicit Blob(std::string_view bytes);

    // From a descriptor until its end. Throws Failure about `subject` where that fails, or where
    // there is more than max_blob_size.
    static Blob read_all(int descriptor, const std::string& subject);

    // The same, and refuses a file without a byte.
    static Blob read_file(const std::string& file);

    const void* data() const { return words_.data(); }
    std::size_t size() const { return size_; }

private:
    std::vector<std::uint64_t> words_;
    std::size_t size_ = 0;
};

} // namespace smh::tool
