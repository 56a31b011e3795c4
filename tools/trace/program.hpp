// A trace as a program for a replay: what to do, step by step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "trace/error.hpp"
#include "trace/reader.hpp"

namespace smh::trace {

// The steps are those calls that gave or took a block. A failed call is none.
struct Step {
    enum class Kind : std::uint8_t { alloc, aligned_alloc, resize, free };

    Kind kind;
    std::uint32_t slot;      // of the block: below Program::slots, free again after a free
    std::uint64_t size;      // bytes; 0 is possible, as malloc(0) gives a block; 0 for a free
    std::uint64_t alignment; // for aligned_alloc: bytes, a power of two; else 0
};

struct Program {
    Header header;
    std::vector<Step> steps;
    std::uint32_t slots = 0;       // how many blocks live at once, at most
    std::uint64_t operations = 0;  // events in the trace, also those that make no step
    std::uint64_t inherited = 0;   // events about blocks from before a fork, which make no step
    std::uint64_t peak = 0;        // most bytes asked for in blocks that live at once
    std::size_t peak_step = 0;     // the step after which that is first so
    bool cut_off = false;          // the recording did not end in order
    std::uint64_t whole_bytes = 0; // how much of the file was read
};

// Reads a whole trace. Throws Error with the byte offset and what is wrong; a file that ends too
// early is read as far as it is whole. Memory: the steps, and an entry for each living block.
Program load(const std::string& file);

// What a look at all events says, without keeping them.
struct Summary {
    Header header;
    std::uint64_t operations = 0;
    bool cut_off = false;
};

// As load, but does not check that events fit each other. Constant memory.
Summary summarise(const std::string& file);

} // namespace smh::trace
