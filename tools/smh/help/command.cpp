#include "help/command.hpp"

#include <memory>

#include "help/formatter.hpp"

namespace smh::tool {

Command::Command(std::string name, std::string purpose)
    : CLI::App(std::move(purpose), std::move(name)) {
    set_help_flag("-h,--help", "Show this text");
    formatter(std::make_shared<HelpFormatter>());
}

Command::Command(std::string name, std::string purpose, Command& parent)
    : CLI::App(std::move(purpose), std::move(name), &parent) {}

Command& Command::add(Command& parent, std::string name, std::string purpose) {
    const std::shared_ptr<Command> made{new Command{std::move(name), std::move(purpose), parent}};
    parent.add_subcommand(made);
    return *made;
}

std::vector<const Command*> Command::subcommands() const {
    std::vector<const Command*> found;
    for (const CLI::App* const app : get_subcommands([](const CLI::App*) { return true; })) {
        found.push_back(&dynamic_cast<const Command&>(*app)); // add is the only way to make one
    }
    return found;
}

std::string Command::full_name() const {
    const CLI::App* const parent = get_parent();
    return parent == nullptr ? get_name() : parent->get_name() + " " + get_name();
}

} // namespace smh::tool
