// Files that are written all together, or not at all.
#pragma once

#include <string>
#include <vector>

namespace smh::tool {

class OutputFiles {
public:
    OutputFiles() = default;
    ~OutputFiles(); // removes what is not committed
    OutputFiles(const OutputFiles&) = delete;
    OutputFiles& operator=(const OutputFiles&) = delete;

    // Writes the contents beside the file; "-" is standard output, and what is no plain file, such
    // as a pipe, is kept for commit. Throws Failure where the system refuses.
    void add(const std::string& file, const std::string& contents);

    // Everything to where it belongs.
    void commit();

private:
    struct Output {
        std::string file;
        std::string temporary; // empty where the contents go straight to the file
        std::string contents;
    };

    std::vector<Output> outputs_;
};

} // namespace smh::tool
