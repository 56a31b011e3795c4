// The calls that would have been made without the recorder.
#pragma once

#include <cstddef>
#include <sys/types.h>

namespace smh::record {

struct Real {
    void* (*malloc)(std::size_t);
    void* (*calloc)(std::size_t, std::size_t);
    void* (*realloc)(void*, std::size_t);
    void* (*aligned_alloc)(std::size_t, std::size_t);
    void* (*memalign)(std::size_t, std::size_t);
    int (*posix_memalign)(void**, std::size_t, std::size_t);
    void (*free)(void*);
    int (*execve)(const char*, char* const*, char* const*);
    int (*execvpe)(const char*, char* const*, char* const*);
    int (*fexecve)(int, char* const*, char* const*);
    int (*execveat)(int, const char*, char* const*, char* const*, int);
    void (*exit)(int); // _exit: does not return
};

// Looks them up at the first call. While that lasts, calls on the same thread are served from
// bootstrap memory.
const Real& real();

} // namespace smh::record
