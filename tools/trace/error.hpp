// What is wrong with a trace, and where.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace smh::trace {

class Error : public std::runtime_error {
public:
    Error(std::uint64_t offset, const std::string& wrong)
        : std::runtime_error{"at byte " + std::to_string(offset) + ": " + wrong}, offset_(offset) {}

    // Bytes from the start of the file.
    std::uint64_t offset() const { return offset_; }

private:
    std::uint64_t offset_;
};

} // namespace smh::trace
