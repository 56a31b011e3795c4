// The files of one recording.
#pragma once

#include <cstdint>
#include <string>

namespace smh::tool {

struct Traces {
    std::uint64_t operations = 0;
    std::size_t files = 0;
    std::size_t cut_off = 0; // files that do not end in order, of a program that was killed
    bool unwritten = false;  // FILE itself is not even a trace: nothing could be written
};

// Looks at FILE and at FILE.<process> beside it that were begun at `since` or later, in
// nanoseconds since 1970-01-01: others are of a recording before.
Traces count_traces(const std::string& file, std::uint64_t since);

} // namespace smh::tool
