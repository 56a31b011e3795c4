// What stops a command: what it is about, what is wrong, and what to do. One line for people.
#pragma once

#include <stdexcept>
#include <string>

#include "text.hpp"

namespace smh::tool {

class Failure : public std::runtime_error {
public:
    Failure(const std::string& subject, const std::string& wrong, const std::string& advice)
        : std::runtime_error{printable(subject) + ": " + wrong + ": " + advice} {}
};

// The command's exit codes.
enum Exit : int { done = 0, off = 1, bad_input = 2 };

} // namespace smh::tool
