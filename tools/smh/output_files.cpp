#include "output_files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include <fmt/format.h>

#include "descriptor.hpp"
#include "failure.hpp"

namespace smh::tool {

namespace {

[[noreturn]] void refuse(const std::string& file) {
    const int error = errno;
    throw Failure{file, std::strerror(error),
                  error == ENOENT || error == ENOTDIR ? "make its folder first"
                                                      : "it cannot be written, name another file"};
}

void write_all(const std::string& file, int descriptor, const std::string& contents) {
    for (std::size_t done = 0; done < contents.size();) {
        const ssize_t written = ::write(descriptor, contents.data() + done, contents.size() - done);
        if (written < 0 && errno != EINTR) {
            refuse(file);
        }
        done += written > 0 ? static_cast<std::size_t>(written) : 0;
    }
}

Descriptor open_to_write(const std::string& named, const std::string& opened, int how) {
    Descriptor descriptor{::open(opened.c_str(), O_WRONLY | O_CLOEXEC | how, 0666)};
    if (descriptor.number() < 0) {
        refuse(named);
    }
    return descriptor;
}

// Where a link leads, so that it stays one.
std::string target_of(const std::string& file) {
    std::error_code error;
    const auto target = std::filesystem::canonical(file, error);
    return error ? file : target.string();
}

bool is_replaceable(const std::string& file) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    return status.type() == std::filesystem::file_type::not_found ||
           status.type() == std::filesystem::file_type::regular;
}

} // namespace

OutputFiles::~OutputFiles() {
    for (const Output& output : outputs_) {
        if (!output.temporary.empty()) {
            ::unlink(output.temporary.c_str());
        }
    }
}

void OutputFiles::add(const std::string& file, const std::string& contents) {
    if (file == "-" || !is_replaceable(file)) {
        outputs_.push_back({file, {}, contents});
        return;
    }
    const std::string target = target_of(file);
    const std::string temporary = fmt::format("{}.{}.tmp", target, ::getpid());
    const Descriptor descriptor = open_to_write(file, temporary, O_CREAT | O_EXCL);
    outputs_.push_back({target, temporary, {}});
    write_all(file, descriptor.number(), contents);
}

void OutputFiles::commit() {
    // What is most likely to fail comes first, while nothing has been replaced yet.
    for (const Output& output : outputs_) {
        if (output.file == "-") {
            fmt::print("{}", output.contents);
        } else if (output.temporary.empty()) {
            const Descriptor descriptor = open_to_write(output.file, output.file, 0);
            write_all(output.file, descriptor.number(), output.contents);
        }
    }
    for (Output& output : outputs_) {
        if (!output.temporary.empty()) {
            if (std::rename(output.temporary.c_str(), output.file.c_str()) != 0) {
                refuse(output.file);
            }
            output.temporary.clear();
        }
    }
}

} // namespace smh::tool
