#include "recording/elf.hpp"

#include <algorithm>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "descriptor.hpp"

namespace smh::tool {

namespace {

std::string read_part(int file, std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    const ssize_t count = pread(file, bytes.data(), size, static_cast<off_t>(offset));
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
}

// False where the file ends before the object does.
template <typename Object>
bool read_object(int file, std::uint64_t offset, Object& object) {
    const std::string bytes = read_part(file, offset, sizeof object);
    if (bytes.size() < sizeof object) {
        return false;
    }
    std::memcpy(&object, bytes.data(), sizeof object);
    return true;
}

// The dynamic linker that the program headers name.
template <typename Head, typename Segment>
std::string linker_of(int file) {
    constexpr std::size_t longest = 4096;
    Head head;
    if (!read_object(file, 0, head)) {
        return {};
    }
    for (unsigned number = 0; number < head.e_phnum; ++number) {
        Segment segment;
        if (!read_object(file, head.e_phoff + number * head.e_phentsize, segment)) {
            return {};
        }
        if (segment.p_type == PT_INTERP) {
            const std::string path =
                read_part(file, segment.p_offset, std::min<std::size_t>(segment.p_filesz, longest));
            return path.substr(0, path.find('\0'));
        }
    }
    return {};
}

// "#!", blanks, the interpreter, and what it is given.
std::string interpreter_of(std::string_view line) {
    line = line.substr(0, line.find('\n'));
    const std::size_t begin = line.find_first_not_of(" \t", 2);
    if (begin == std::string_view::npos) {
        return {};
    }
    const std::size_t end = line.find_first_of(" \t", begin);
    return std::string{line.substr(begin, end - begin)};
}

} // namespace

Executable read_executable(const std::string& path) {
    constexpr std::size_t script_line = 256; // what Linux looks at
    const Descriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    const std::string start = read_part(file.number(), 0, script_line);
    if (start.starts_with("#!")) {
        return {Executable::Kind::script, interpreter_of(start)};
    }
    if (!start.starts_with(ELFMAG) || start.size() <= EI_CLASS) {
        return {};
    }
    return {Executable::Kind::elf, start[EI_CLASS] == ELFCLASS32
                                       ? linker_of<Elf32_Ehdr, Elf32_Phdr>(file.number())
                                       : linker_of<Elf64_Ehdr, Elf64_Phdr>(file.number())};
}

} // namespace smh::tool
