// Text in the language of man pages, man(7).
#pragma once

#include <string>

namespace smh::tool {

// Prose: with minus signs where a word begins with one, as an option does.
std::string prose(const std::string& text);

// What is typed as it is shown, in bold; and what stands for something else, in italics.
std::string typed(const std::string& text);
std::string placeholder(const std::string& text);

class Roff {
public:
    // "smh-regions", 2026-01-31, "smh 0.1.0".
    Roff(const std::string& name, const std::string& date, const std::string& source);

    void section(const std::string& title);

    // These take what the functions above return.
    void line(const std::string& text);
    void paragraph(const std::string& text);
    void item(const std::string& tag, const std::string& text);

    std::string text() const { return text_; }

private:
    std::string text_;
    bool after_title_ = false; // where a paragraph needs no macro
};

} // namespace smh::tool
