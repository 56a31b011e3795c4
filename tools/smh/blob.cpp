#include "blob.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>

#include "descriptor.hpp"
#include "failure.hpp"
#include "input_file.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

[[noreturn]] void refuse(const std::string& subject, int error) {
    throw Failure{subject, std::strerror(error), advice_for(error, "devicetree")};
}

} // namespace

Blob::Blob(std::string_view bytes)
    : words_(bytes.size() / sizeof(std::uint64_t) + 1), size_(bytes.size()) {
    std::memcpy(words_.data(), bytes.data(), bytes.size());
}

Blob Blob::read_all(int descriptor, const std::string& subject) {
    Blob blob;
    for (;;) {
        blob.words_.resize((blob.size_ + 65536) / sizeof(std::uint64_t));
        char* const end = reinterpret_cast<char*>(blob.words_.data()) + blob.size_;
        const std::size_t room = blob.words_.size() * sizeof(std::uint64_t) - blob.size_;
        const ssize_t got = ::read(descriptor, end, room);
        if (got < 0 && errno != EINTR) {
            refuse(subject, errno);
        }
        if (got == 0) {
            break;
        }
        blob.size_ += got > 0 ? static_cast<std::size_t>(got) : 0;
        if (blob.size_ > max_blob_size) {
            throw Failure{subject, "larger than " + size_text(max_blob_size),
                          "no devicetree is that large, name another file"};
        }
    }
    return blob;
}

Blob Blob::read_file(const std::string& file) {
    const Descriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
    if (descriptor.number() < 0) {
        refuse(file, errno);
    }
    Blob blob = read_all(descriptor.number(), file);
    if (blob.size_ == 0) {
        throw Failure{file, "the file is empty", "name a .dtb or .dts file"};
    }
    return blob;
}

} // namespace smh::tool
