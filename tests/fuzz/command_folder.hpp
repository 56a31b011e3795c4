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

    // How the name of a half written file ends.
    static constexpr const char* unfinished = ".tmp";

    CommandFolder();
    ~CommandFolder();
    CommandFolder(const CommandFolder&) = delete;
    CommandFolder& operator=(const CommandFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// While it lives, the folder is the current one: as at first, with these bytes as the input.
class Visit {
public:
    Visit(const CommandFolder& folder, const std::string& bytes);
    ~Visit();
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    // Nothing half written is left, and after a failure nothing at all.
    void check(bool failed) const;

private:
    std::filesystem::path before_;
};

} // namespace smh::fuzz
