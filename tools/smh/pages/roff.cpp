#include "pages/roff.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace smh::tool {

namespace {

std::string escaped(char letter) {
    return letter == '\\' ? "\\e" : letter == '\'' ? "\\(aq" : std::string(1, letter);
}

std::string with_minus_signs(const std::string& text) {
    std::string out;
    for (const char letter : text) {
        out += letter == '-' ? "\\-" : escaped(letter);
    }
    return out;
}

} // namespace

std::string prose(const std::string& text) {
    std::string out;
    char before = ' ';
    for (const char letter : text) {
        const bool begins = letter == '-' && (before == ' ' || before == '-');
        out += begins ? "\\-" : escaped(letter);
        before = letter;
    }
    return out;
}

std::string typed(const std::string& text) {
    return "\\fB" + with_minus_signs(text) + "\\fR";
}

std::string placeholder(const std::string& text) {
    return "\\fI" + with_minus_signs(text) + "\\fR";
}

Roff::Roff(const std::string& name, const std::string& date, const std::string& source) {
    std::string title = name;
    std::transform(title.begin(), title.end(), title.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    line(fmt::format(".TH {} 1 {} \"{}\" \"User Commands\"", title, date, source));
    line(".ad l");
    line(".nr HY 0"); // names are not broken at the ends of lines
}

void Roff::section(const std::string& title) {
    line(".SH " + title);
    after_title_ = true;
}

void Roff::line(const std::string& text) {
    text_ += text + "\n";
    after_title_ = false;
}

void Roff::paragraph(const std::string& text) {
    if (!after_title_) {
        line(".PP");
    }
    line(text);
}

void Roff::item(const std::string& tag, const std::string& text) {
    line(".TP");
    line(tag);
    line(text);
}

} // namespace smh::tool
