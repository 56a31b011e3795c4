// The arguments of a benchmark program.
#pragma once

#include <cstddef>
#include <string>

#include "sequence.hpp"
#include "setting.hpp"

namespace smh::bench {

struct Options {
    std::string measure;
    std::string workload = "M";
    std::size_t operations = 0; // 0: as many as the workload has by itself
    unsigned runs = 3;
    unsigned replays = 9;
    unsigned threads = 1;
    unsigned regions = 4;
    std::size_t region = std::size_t{8} << 20; // bytes, for growth
};

// Ends the program where the arguments are wrong or ask for help.
Options read_options(int argc, char** argv, const char* peer);

// A workload by name, or from a recorded trace by its file's name.
struct Workload {
    Sequence sequence;
    Setting setting;
};
Workload load_workload(const std::string& name, std::size_t operations);

// A small load that is the same whatever the region: sizes 16 to 256, 16 KiB live.
Sequence small_load(std::size_t operations);

} // namespace smh::bench
