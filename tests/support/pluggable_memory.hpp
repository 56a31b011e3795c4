// Memory that can be taken away: then whoever reads or writes it is stopped.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>

namespace smh::test {

class PluggableMemory {
public:
    static constexpr std::size_t size = 16384;

    PluggableMemory()
        : address_(mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {}
    ~PluggableMemory() { munmap(address_, size); }
    PluggableMemory(const PluggableMemory&) = delete;
    PluggableMemory& operator=(const PluggableMemory&) = delete;

    std::uintptr_t address() const { return reinterpret_cast<std::uintptr_t>(address_); }
    void plug_in() const { mprotect(address_, size, PROT_READ | PROT_WRITE); }
    void unplug() const { mprotect(address_, size, PROT_NONE); }

private:
    void* address_;
};

} // namespace smh::test
