// What --help prints, in the width of the terminal.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace smh::tool {

class HelpFormatter : public CLI::FormatterBase {
public:
    // The app must be a Command.
    std::string make_help(const CLI::App* app, std::string name,
                          CLI::AppFormatMode mode) const override;
};

} // namespace smh::tool
