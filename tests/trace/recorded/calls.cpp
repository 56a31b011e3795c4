// Every call of the malloc family, and that each behaves as it does without the recorder. The exit
// code says which does not; `calls exec` ends in an exec that fails and one that does not.
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <malloc.h>
#include <unistd.h>

namespace {

constexpr std::size_t too_large = SIZE_MAX / 2 + 1;

bool is_aligned(const void* block, std::size_t alignment) {
    return block != nullptr && reinterpret_cast<std::uintptr_t>(block) % alignment == 0;
}

// 3 operations each.
int resizes() {
    void* block = malloc(10);
    block = realloc(block, 1000);
    errno = EDOM;
    free(block);
    if (errno != EDOM) {
        return 1;
    }
    block = realloc(nullptr, 10);
    block = reallocarray(block, 10, 20);
    free(block);
    block = malloc(10);
    if (realloc(block, too_large) != nullptr || errno != ENOMEM) {
        return 2;
    }
    free(block);
    return 0;
}

// 2 operations each, and one that fails.
int alignments() {
    void* blocks[] = {aligned_alloc(64, 128), memalign(128, 10), valloc(10), pvalloc(10), nullptr};
    const bool good = is_aligned(blocks[0], 64) && is_aligned(blocks[1], 128) &&
                      is_aligned(blocks[2], 4096) && is_aligned(blocks[3], 4096) &&
                      posix_memalign(&blocks[4], 256, 10) == 0 && is_aligned(blocks[4], 256);
    for (void* const block : blocks) {
        free(block);
    }
    void* none = blocks;
    const bool refuses = posix_memalign(&none, 3, 10) == EINVAL && none == blocks;
    return good && refuses ? 0 : 3;
}

// None, 2, 2, 1, 1, and reallocarray tells overflow before there is a call.
int corners() {
    free(nullptr);
    void* const empty = malloc(0);
    free(empty);
    void* const gone = realloc(malloc(5), 0);
    void* const huge = malloc(too_large);
    void* const product = calloc(too_large, 4);
    void* const array = reallocarray(nullptr, too_large, 4);
    return empty != nullptr && gone == nullptr && huge == nullptr && product == nullptr &&
                   array == nullptr
               ? 0
               : 4;
}

int zeros() {
    constexpr std::size_t size = 1000;
    auto* const bytes = static_cast<unsigned char*>(calloc(size, 1));
    int sum = 0;
    for (std::size_t at = 0; at < size; ++at) {
        sum += bytes[at];
    }
    free(bytes);
    return sum == 0 ? 0 : 5;
}

} // namespace

int main(int count, char** /*words*/) {
    for (int (*const test)() : {resizes, alignments, corners, zeros}) {
        const int code = test();
        if (code != 0) {
            return code;
        }
    }
    if (count > 1) {
        char variable[] = "ANSWER=42";
        char* const variables[] = {variable, nullptr};
        execl("/nowhere/at/all", "all", nullptr);
        execle("/bin/sh", "sh", "-c", "exit $ANSWER", nullptr, variables);
        return 6;
    }
    return 0;
}
