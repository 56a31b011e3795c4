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

using Call = int (*)(const char*, char* const*, char* const*);

// Calls with the words as an array. Its memory comes from the stack, as these may be called where
// malloc may not. `variables_follow`: behind the null stands the environment.
int with_words(Call call, const char* program, const char* first, std::va_list rest,
               bool variables_follow) {
    std::va_list ahead;
    va_copy(ahead, rest);
    auto** const words = static_cast<char**>(alloca(count(first, ahead) * sizeof(char*)));
    va_end(ahead);
    char** end = words;
    for (const char* word = first; word != nullptr; word = va_arg(rest, const char*)) {
        *end++ = const_cast<char*>(word);
    }
    *end = nullptr;
    return call(program, words, variables_follow ? va_arg(rest, char* const*) : environ);
}

} // namespace

} // namespace smh::record

using namespace smh::record;

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
    const int code = with_words(run, path, first, rest, false);
    va_end(rest);
    return code;
}

[[gnu::visibility("default")]] int execlp(const char* name, const char* first, ...) noexcept {
    std::va_list rest;
    va_start(rest, first);
    const int code = with_words(search_and_run, name, first, rest, false);
    va_end(rest);
    return code;
}

[[gnu::visibility("default")]] int execle(const char* path, const char* first, ...) noexcept {
    std::va_list rest;
    va_start(rest, first);
    const int code = with_words(run, path, first, rest, true);
    va_end(rest);
    return code;
}

[[gnu::visibility("default")]] void _exit(int code) {
    finish(false);
    real().exit(code);
    __builtin_unreachable();
}

[[gnu::visibility("default")]] void _Exit(int code) noexcept {
    _exit(code);
}

} // extern "C"
