// Memory for peers that manage what they are given: touched, so that no page is missing later.
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

namespace smh::bench {

inline void* reserve(std::size_t bytes) {
    void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        std::perror("bench: no memory");
        std::exit(1);
    }
    return memory;
}

inline void* host_memory(std::size_t bytes) {
    void* const memory = reserve(bytes);
    std::memset(memory, 1, bytes);
    return memory;
}

} // namespace smh::bench
