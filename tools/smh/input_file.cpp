#include "input_file.hpp"

#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "failure.hpp"

namespace smh::tool {

namespace {

int error_of(const std::string& file, struct stat& status) {
    if (stat(file.c_str(), &status) != 0) {
        return errno;
    }
    if (S_ISDIR(status.st_mode)) {
        return EISDIR;
    }
    return access(file.c_str(), R_OK) != 0 ? errno : 0;
}

} // namespace

std::string advice_for(int error, const std::string& wanted) {
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return "check the path";
    case EISDIR:
        return fmt::format("name a {} file in it", wanted);
    case EACCES:
        return "make it readable for you";
    default:
        return "the system refuses to read it";
    }
}

void refuse_unreadable(const std::string& file, const std::string& wanted) {
    struct stat status {};
    const int error = error_of(file, status);
    if (error != 0) {
        throw Failure{file, std::strerror(error), advice_for(error, wanted)};
    }
    if (S_ISREG(status.st_mode) && status.st_size == 0) {
        throw Failure{file, "the file is empty", fmt::format("name a {} file", wanted)};
    }
}

} // namespace smh::tool
