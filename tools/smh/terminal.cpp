#include "terminal.hpp"

#include <algorithm>
#include <cstdlib>
#include <langinfo.h>
#include <limits>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "text.hpp"

namespace smh::tool {

bool is_terminal(std::FILE* stream) {
    return isatty(fileno(stream)) != 0;
}

std::size_t width_of(std::FILE* stream) {
    winsize size{};
    const bool known = is_terminal(stream) && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0;
    return known && size.ws_col != 0 ? size.ws_col : std::numeric_limits<std::size_t>::max();
}

std::string fitted(const std::string& text, const std::string& indent) {
    const std::size_t line = width_of(stdout);
    const std::size_t room = line - std::min(line, indent.size());
    return fmt::format("{}", fmt::join(wrapped(text, room), "\n" + indent));
}

bool shows_motion(std::FILE* stream) {
    const char* const term = std::getenv("TERM");
    return is_terminal(stream) && (term == nullptr || std::string_view{term} != "dumb");
}

bool shows_colour(std::FILE* stream) {
    const char* const none = std::getenv("NO_COLOR");
    return shows_motion(stream) && (none == nullptr || *none == '\0');
}

bool shows_unicode() {
    return std::string_view{nl_langinfo(CODESET)} == "UTF-8";
}

std::string Painter::operator()(const fmt::text_style& style, const std::string& text) const {
    return colour_ ? fmt::format(style, "{}", text) : text;
}

} // namespace smh::tool
