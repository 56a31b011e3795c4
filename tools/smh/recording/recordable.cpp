#include "recording/recordable.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "failure.hpp"
#include "recording/elf.hpp"

namespace smh::tool {

namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& why,
                         const std::string& advice) {
    throw Failure{path, "cannot be recorded: " + why, advice};
}

bool is_program(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           access(path.c_str(), X_OK) == 0;
}

// Through PATH, for a name without a slash.
std::string find_program(const std::string& name) {
    const char* const path = std::getenv("PATH");
    std::istringstream folders{path != nullptr ? path : "/bin:/usr/bin"};
    for (std::string folder; std::getline(folders, folder, ':');) {
        std::string candidate = (folder.empty() ? "." : folder) + "/" + name;
        if (is_program(candidate)) {
            return candidate;
        }
    }
    refuse(name, "no such program", "check the name and PATH");
}

void check_file(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
        refuse(path, std::strerror(errno), "check the path");
    }
    if (!is_program(path)) {
        refuse(path, "not an executable file", "name a program that you may run");
    }
    const char* const advice = "run a copy of it that has no privileges";
    if ((status.st_mode & (S_ISUID | S_ISGID)) != 0) {
        refuse(path, "it is set-user-ID or set-group-ID, and so ignores preloaded libraries",
               advice);
    }
    if (getxattr(path.c_str(), "security.capability", nullptr, 0) > 0) {
        refuse(path, "it has file capabilities, and so ignores preloaded libraries", advice);
    }
}

std::string file_name(const std::string& path) {
    return std::filesystem::path{path}.filename();
}

// A preloaded library is of use only to the dynamic linker that it was linked for.
void check_linker(const std::string& path, const std::string& linker) {
    if (linker.empty()) {
        refuse(path, "it is statically linked, and so ignores preloaded libraries",
               "link it dynamically");
    }
    const std::string ours = read_executable("/proc/self/exe").interpreter;
    if (file_name(linker) != file_name(ours)) {
        refuse(path, "its dynamic linker is " + printable(linker) + ", and smh is for " + ours,
               "build smh for that one, or the program for this");
    }
}

void check_program(std::string path) {
    constexpr unsigned deepest = 5; // interpreters of interpreters: Linux goes no further
    for (unsigned depth = 0; depth <= deepest; ++depth) {
        check_file(path);
        const Executable executable = read_executable(path);
        if (executable.kind == Executable::Kind::elf) {
            check_linker(path, executable.interpreter);
            return;
        }
        if (executable.kind == Executable::Kind::other || executable.interpreter.empty()) {
            refuse(path, "neither a program nor a script that names its interpreter",
                   "name the interpreter first");
        }
        path = executable.interpreter;
    }
    refuse(path, "its interpreters never end", "name a program");
}

} // namespace

std::string recordable(const std::string& command) {
    const bool is_path = command.find('/') != std::string::npos;
    std::string path = is_path ? command : find_program(command);
    check_program(path);
    return path;
}

} // namespace smh::tool
