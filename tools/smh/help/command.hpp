// A (sub)command with what is said of it: --help, the man page and the completions are made of this
// alone.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace smh::tool {

// What the options do not say.
struct Manual {
    struct Item {
        std::string name;
        std::string meaning;
    };

    std::string rest;                  // words behind the options: "-- PROGRAM [ARGUMENT]..."
    std::vector<std::string> details;  // paragraphs, of the page alone
    std::vector<std::string> notes;    // paragraphs, of --help too
    std::vector<Item> exit_codes;      // numbers, or words for them
    std::vector<Item> environment;     // variables
    std::vector<Item> examples;        // what is typed, and what it does
    std::vector<std::string> see_also; // pages of others: "dtc(1)"
};

class Command : public CLI::App {
public:
    // The command itself.
    Command(std::string name, std::string purpose);

    // A subcommand, which the parent keeps.
    static Command& add(Command& parent, std::string name, std::string purpose);

    std::vector<const Command*> subcommands() const;

    // "smh regions".
    std::string full_name() const;

    Manual manual;

private:
    Command(std::string name, std::string purpose, Command& parent);
};

} // namespace smh::tool
