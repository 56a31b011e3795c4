#include "record/output.hpp"

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/names.hpp"

namespace smh::record {

namespace {

// An earlier image of the same process, or a recording of old, may have left files.
constexpr unsigned most_names = 10'000;

// A process's copy of all this survives a fork, so that the child can let go of the file.
char destination[PATH_MAX]; // empty: not to be recorded
long first_parent = 0;
bool asked = false;

int descriptor = -1;
struct stat file {}; // what the descriptor was opened for
char path[PATH_MAX + 64];

bool is_ours(int number) {
    struct stat found {};
    return number >= 0 && fstat(number, &found) == 0 && found.st_dev == file.st_dev &&
           found.st_ino == file.st_ino;
}

// Out of the way of programs that count on low numbers, or close all of them.
int moved_high(int number) {
    constexpr rlim_t far_up = 1024;
    constexpr rlim_t distance = 16; // below the limit
    rlimit limit{};
    if (number < 0 || getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur <= distance) {
        return number;
    }
    const rlim_t top = limit.rlim_cur < far_up ? limit.rlim_cur : far_up;
    const int high = fcntl(number, F_DUPFD_CLOEXEC, static_cast<int>(top - distance));
    if (high < 0) {
        return number;
    }
    close(number);
    return high;
}

bool open_path(int flags) {
    constexpr mode_t mode = 0666;
    descriptor = moved_high(open(path, O_WRONLY | O_APPEND | O_CLOEXEC | flags, mode));
    return descriptor >= 0;
}

// The file itself is for the first process alone, and once: `smh record` has made it empty.
bool open_first() {
    std::snprintf(path, sizeof path, "%s", destination);
    if (getppid() != first_parent || !open_path(0)) {
        return false;
    }
    if (fstat(descriptor, &file) == 0 && file.st_size == 0) {
        return true;
    }
    close(descriptor);
    return false;
}

// Never a file that is there already.
bool open_numbered() {
    for (unsigned number = 1; number < most_names; ++number) {
        std::snprintf(path, sizeof path, number == 1 ? "%s.%d" : "%s.%d.%u", destination,
                      static_cast<int>(getpid()), number);
        if (open_path(O_CREAT | O_EXCL)) {
            return fstat(descriptor, &file) == 0;
        }
        if (errno != EEXIST) {
            return false;
        }
    }
    return false;
}

// The program may have closed the descriptor, or have a file of its own there.
bool still_open() {
    if (is_ours(descriptor)) {
        return true;
    }
    if (open_path(0) && !is_ours(descriptor)) {
        close(descriptor); // another file has taken its name
        descriptor = -1;
    }
    return descriptor >= 0;
}

} // namespace

bool find_destination() {
    if (!asked) {
        const char* const name = std::getenv(file_variable);
        const char* const parent = std::getenv(parent_variable);
        if (name != nullptr && parent != nullptr && std::strlen(name) < sizeof destination) {
            std::memcpy(destination, name, std::strlen(name) + 1);
            first_parent = std::strtol(parent, nullptr, 10);
        }
        asked = true;
    }
    return *destination != '\0';
}

bool open_output() {
    if (is_ours(descriptor)) {
        close(descriptor);
    }
    descriptor = -1;
    return find_destination() && (open_first() || open_numbered());
}

bool write_output(std::span<const unsigned char> bytes) {
    if (!still_open()) {
        return false;
    }
    while (!bytes.empty()) {
        const ssize_t count = write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            return false;
        }
        bytes = bytes.subspan(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return true;
}

} // namespace smh::record
