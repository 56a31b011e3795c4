#include "recording/record.hpp"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "descriptor.hpp"
#include "failure.hpp"
#include "record/names.hpp"
#include "recording/process.hpp"
#include "recording/recordable.hpp"
#include "recording/traces.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

constexpr const char* library_name = "libsmh-record.so";

// Beside the command where it was built, or where it is installed.
std::string find_recorder() {
    const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    for (const char* const place : {".", SMH_RECORDER_FOLDER}) {
        const auto candidate = (folder / place / library_name).lexically_normal();
        if (!std::filesystem::exists(candidate)) {
            continue;
        }
        // The dynamic linker splits its list there.
        if (candidate.native().find_first_of(" :") != std::string::npos) {
            throw Failure{candidate, "the recorder's path has a blank or a colon",
                          "install smh elsewhere"};
        }
        return candidate;
    }
    throw Failure{library_name, "the recorder is not where smh looks for it",
                  "install smh, or build it without a sanitizer"};
}

// An empty file, and its absolute name.
std::string make_file(const std::string& file) {
    constexpr mode_t mode = 0666;
    const Descriptor made{
        open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK, mode)};
    if (made.number() < 0) {
        throw Failure{file, std::strerror(errno), "name a file that can be made"};
    }
    return std::filesystem::absolute(file);
}

std::string preload_list(const std::string& recorder) {
    const char* const others = std::getenv("LD_PRELOAD");
    return others != nullptr && *others != '\0' ? recorder + ":" + others : recorder;
}

std::uint64_t now() {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::nanoseconds{since_1970}.count());
}

std::string counted(std::size_t count, const char* what) {
    return fmt::format("{} {}{}", count_text(count), what, count == 1 ? "" : "s");
}

void report(const std::string& file, const Traces& traces) {
    std::string line = fmt::format("{} in {}", counted(traces.operations, "operation"),
                                   counted(traces.files, "file"));
    if (traces.cut_off != 0) {
        line += fmt::format(", {} cut off", count_text(traces.cut_off));
    }
    if (traces.unwritten) {
        line += ", nothing could be written to it";
    }
    fmt::print(stderr, "smh: {}: {}\n", printable(file), line);
}

} // namespace

int run_record(const std::string& file, const std::vector<std::string>& command) {
    const std::string program = recordable(command.front());
    const std::string recorder = find_recorder();
    const std::string made = make_file(file);
    const std::uint64_t begin = now();
    const int code = run_process(program, command,
                                 {fmt::format("{}={}", record::file_variable, made),
                                  fmt::format("{}={}", record::parent_variable, getpid()),
                                  "LD_PRELOAD=" + preload_list(recorder)});
    report(file, count_traces(made, begin));
    return code;
}

} // namespace smh::tool
