#include "record/real.hpp"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <dlfcn.h>
#include <pthread.h>

#include "record/bootstrap.hpp"

namespace smh::record {

namespace {

constexpr std::size_t any_object = alignof(std::max_align_t);

void* first_malloc(std::size_t size) {
    return bootstrap_alloc(any_object, size);
}

// The store is zero and never used twice.
void* first_calloc(std::size_t count, std::size_t size) {
    std::size_t bytes = 0;
    return __builtin_mul_overflow(count, size, &bytes) ? nullptr
                                                       : bootstrap_alloc(any_object, bytes);
}

void* first_realloc(void* block, std::size_t size) {
    void* const moved = bootstrap_alloc(any_object, size);
    if (moved != nullptr && block != nullptr) {
        const std::size_t readable = bootstrap_size(block);
        std::memmove(moved, block, size < readable ? size : readable);
    }
    return moved;
}

int first_posix_memalign(void** block, std::size_t alignment, std::size_t size) {
    void* const found = bootstrap_alloc(alignment, size);
    if (found == nullptr) {
        return ENOMEM;
    }
    *block = found;
    return 0;
}

void first_free(void* /*block*/) {}

// Nobody executes a program from within the look-up.
constexpr Real first{first_malloc,    first_calloc,    first_realloc,
                     bootstrap_alloc, bootstrap_alloc, first_posix_memalign,
                     first_free,      nullptr,         nullptr,
                     nullptr,         nullptr,         nullptr};

Real found;
std::atomic<bool> ready{false};
pthread_once_t once = PTHREAD_ONCE_INIT;
thread_local bool looking = false;

template <typename Function>
void look_up(Function& function, const char* name) {
    function = reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

void look_up_all() {
    look_up(found.malloc, "malloc");
    look_up(found.calloc, "calloc");
    look_up(found.realloc, "realloc");
    look_up(found.aligned_alloc, "aligned_alloc");
    look_up(found.memalign, "memalign");
    look_up(found.posix_memalign, "posix_memalign");
    look_up(found.free, "free");
    look_up(found.execve, "execve");
    look_up(found.execvpe, "execvpe");
    look_up(found.fexecve, "fexecve");
    look_up(found.execveat, "execveat");
    look_up(found.exit, "_exit");
    ready.store(true, std::memory_order_release);
}

} // namespace

const Real& real() {
    if (ready.load(std::memory_order_acquire)) {
        return found;
    }
    if (looking) {
        return first;
    }
    looking = true;
    pthread_once(&once, look_up_all);
    looking = false;
    return found;
}

} // namespace smh::record
