// Writes the man pages and the completions: smh_pages FOLDER DATE
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "arguments.hpp"
#include "pages/completion.hpp"
#include "pages/man.hpp"

namespace smh::tool {

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream out{file};
    out << text << std::flush;
    if (!out) {
        throw std::runtime_error{file.string() + " cannot be written"};
    }
}

void write_all(const std::filesystem::path& folder, const std::string& date) {
    Choices choices;
    const std::unique_ptr<Command> command = make_command(choices);
    const std::filesystem::path man = folder / "man";
    std::filesystem::create_directories(man);
    write(man / (page_name(*command) + ".1"), man_page(*command, date));
    for (const Command* const subcommand : command->subcommands()) {
        write(man / (page_name(*subcommand) + ".1"), man_page(*subcommand, date));
    }
    const std::filesystem::path completions = folder / "completions";
    std::filesystem::create_directories(completions);
    write(completions / "smh.bash", bash_completion(*command));
    write(completions / "smh.fish", fish_completion(*command));
    write(completions / "_smh", zsh_completion(*command));
}

} // namespace

} // namespace smh::tool

int main(int argc, char** argv) {
    if (argc != 3) {
        fmt::print(stderr, "usage: smh_pages FOLDER DATE\n");
        return 2;
    }
    try {
        smh::tool::write_all(argv[1], argv[2]);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "smh_pages: {}\n", failure.what());
        return 1;
    }
    return 0;
}
