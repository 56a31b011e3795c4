// A progress bar on standard error, where that is a terminal that can show one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace smh::tool {

class Progress {
public:
    Progress(std::string title, std::uint64_t total);
    ~Progress(); // leaves an empty line

    void show(std::uint64_t done) const;

private:
    std::string title_;
    std::uint64_t total_;
    bool visible_;
    std::size_t width_; // of the bar, so that all fits into one line
};

} // namespace smh::tool
