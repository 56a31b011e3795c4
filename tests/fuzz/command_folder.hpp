// The folder in which the command runs: three files to read, and what it writes.
#pragma once

#include <filesystem>
#include <string>

namespace smh::fuzz {

class CommandFolder {
public:
    static constexpr const char* input = "input"; // the bytes of the engine's choice
    static constexpr const char* board = "board"; // a good blob
    static constexpr const char* trace = "trace"; // a good trace

    // Makes the folder and goes there.
    CommandFolder();
    ~CommandFolder();
    CommandFolder(const CommandFolder&) = delete;
    CommandFolder& operator=(const CommandFolder&) = delete;

    // As at first, with these bytes as the input.
    void prepare(const std::string& bytes);

    // Nothing half written is left, and after a failure nothing at all.
    void check(bool failed) const;

private:
    std::filesystem::path folder_;
};

} // namespace smh::fuzz
