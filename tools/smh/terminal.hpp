// What the streams of this process can show.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>

#include <fmt/color.h>

namespace smh::tool {

bool is_terminal(std::FILE* stream);

// How many characters a line has room for: no end of them where that is no terminal.
std::size_t width_of(std::FILE* stream);

// Text as lines that standard output shows whole; all but the first are as far in as `indent`.
std::string fitted(const std::string& text, const std::string& indent = {});

// A terminal on which a line can be written anew: not one that calls itself dumb (TERM).
bool shows_motion(std::FILE* stream);

// One that shows motion, and the user has not asked for no colour (NO_COLOR, see no-color.org).
bool shows_colour(std::FILE* stream);

// Does the locale take characters beyond ASCII? Needs setlocale to have been called.
bool shows_unicode();

// Text in a style, or as it is.
class Painter {
public:
    explicit Painter(bool colour) : colour_(colour) {}

    std::string operator()(const fmt::text_style& style, const std::string& text) const;

private:
    bool colour_;
};

} // namespace smh::tool
