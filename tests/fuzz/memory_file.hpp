// A file that lies in memory, for readers that want a name.
#pragma once

#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

#include "require.hpp"

namespace smh::fuzz {

class MemoryFile {
public:
    MemoryFile() : descriptor_(memfd_create("input", MFD_CLOEXEC)) {
        require(descriptor_ >= 0, "there is memory for a file");
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string name() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

    void write(std::string_view bytes) {
        require(ftruncate(descriptor_, 0) == 0, "a file is emptied");
        require(pwrite(descriptor_, bytes.data(), bytes.size(), 0) ==
                    static_cast<ssize_t>(bytes.size()),
                "a file is written");
    }

private:
    int descriptor_;
};

} // namespace smh::fuzz
