// The ways out of a program on which no destructor runs: exec and _exit. The trace ends before.
#include <alloca.h>
#include <cstdarg>
#include <cstddef>
#include <unistd.h>

#include "record/real.hpp"
#include "record/recording.hpp"

namespace smh::record {

namespace {

int run(const char* path, char* const* words, char* const* variables) {
    finish(true);
    return real().execve(path, words, variables);
}

int search_and_run(const char* name, char* const* words, char* const* variables) {
    finish(true);
    return real().execvpe(name, words, variables);
}

// How many words there are up to the null, which counts.
std::size_t count(const char* first, std::va_list rest) {
    std::size_t words = 1;
    for (const char* word = first; word != nullptr; ++words) {
        word = va_arg(rest, const char*);
    }
    return words;
}

// Returns what stands behind the null where the call is one that has variables there.
char* const* collect(char** words, bool variables_follow, const char* first, std::va_list rest) {
    const char* word = first;
    while (word != nullptr) {
        *words++ = const_cast<char*>(word);
        word = va_arg(rest, const char*);
    }
    *words = nullptr;
    return variables_follow ? va_arg(rest, char* const*) : environ;
}

} // namespace

} // namespace smh::record

using namespace smh::record;

// Memory for the words comes from the stack, as these may be called where malloc may not.
extern "C" {

[[gnu::visibility("default")]] int execve(const char* path, char* const* words,
                                          char* const* variables) noexcept {
    return run(path, words, variables);
}

[[gnu::visibility("default")]] int execv(const char* path, char* const* words) noexcept {
    return run(path, words, environ);
}

[[gnu::visibility("default")]] int execvp(const char* name, char* const* words) noexcept {
    return search_and_run(name, words, environ);
}

[[gnu::visibility("default")]] int execvpe(const char* name, char* const* words,
                                           char* const* variables) noexcept {
    return search_and_run(name, words, variables);
}

[[gnu::visibility("default")]] int fexecve(int file, char* const* words,
                                           char* const* variables) noexcept {
    finish(true);
    return real().fexecve(file, words, variables);
}

[[gnu::visibility("default")]] int execveat(int folder, const char* path, char* const* words,
                                            char* const* variables, int flags) noexcept {
    finish(true);
    return real().execveat(folder, path, words, variables, flags);
}

[[gnu::visibility("default")]] int execl(const char* path, const char* first, ...) noexcept {
    std::va_list rest;
    va_start(rest, first);
    auto** const words = static_cast<char**>(alloca(count(first, rest) * sizeof(char*)));
    va_end(rest);
    va_start(rest, first);
    char* const* const variables = collect(words, false, first, rest);
    va_end(rest);
    return run(path, words, variables);
}

[[gnu::visibility("default")]] int execlp(const char* name, const char* first, ...) noexcept {
    std::va_list rest;
    va_start(rest, first);
    auto** const words = static_cast<char**>(alloca(count(first, rest) * sizeof(char*)));
    va_end(rest);
    va_start(rest, first);
    char* const* const variables = collect(words, false, first, rest);
    va_end(rest);
    return search_and_run(name, words, variables);
}

[[gnu::visibility("default")]] int execle(const char* path, const char* first, ...) noexcept {
    std::va_list rest;
    va_start(rest, first);
    auto** const words = static_cast<char**>(alloca(count(first, rest) * sizeof(char*)));
    va_end(rest);
    va_start(rest, first);
    char* const* const variables = collect(words, true, first, rest);
    va_end(rest);
    return run(path, words, variables);
}

[[gnu::visibility("default"), noreturn]] void _exit(int code) {
    finish(false);
    real().exit(code);
    __builtin_unreachable();
}

[[gnu::visibility("default"), noreturn]] void _Exit(int code) noexcept {
    _exit(code);
}

} // extern "C"
