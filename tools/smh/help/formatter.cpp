#include "help/formatter.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "help/command.hpp"
#include "help/outline.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

using Items = std::vector<Manual::Item>;

class Page {
public:
    Page() : width_(std::clamp<std::size_t>(width_of(stdout), narrowest, widest)) {}

    void add_paragraph(const std::string& text) { add_indented("", "", text); }

    void add_title(const std::string& title) {
        text_ += "\n" + paint_(fmt::emphasis::bold, title + ":") + "\n";
    }

    void add_items(const std::string& title, const Items& items) {
        if (items.empty()) {
            return;
        }
        add_title(title);
        std::size_t longest = 0;
        for (const Manual::Item& item : items) {
            longest = std::max(longest, item.name.size());
        }
        const std::string indent(longest + 4, ' ');
        for (const Manual::Item& item : items) {
            add_indented(fmt::format("  {:<{}}", item.name, longest + 2), indent, item.meaning);
        }
    }

    // `first` is in front of the first line, and the others are as far in as `indent`.
    void add_indented(const std::string& first, const std::string& indent,
                      const std::string& text) {
        const std::size_t room = width_ - std::min(width_, indent.size());
        const std::vector<std::string> lines = wrapped(text, room);
        text_ += first + fmt::format("{}", fmt::join(lines, "\n" + indent)) + "\n";
    }

    void add_blank_line() { text_ += "\n"; }

    std::string text() const { return text_; }

private:
    static constexpr std::size_t narrowest = 40;
    static constexpr std::size_t widest = 80;

    std::size_t width_;
    Painter paint_{shows_colour(stdout)};
    std::string text_;
};

// "smh record [OPTIONS] -o FILE -- PROGRAM": what has to be there.
std::string usage_of(const Command& command) {
    std::string usage = command.full_name() + " [OPTIONS]";
    for (const OptionText& option : options_of(command)) {
        usage += option.required ? " " + option.names.front() + " " + option.value : "";
    }
    for (const OptionText& operand : operands_of(command)) {
        usage += " " + operand_text(operand);
    }
    return usage + (command.manual.rest.empty() ? "" : " " + command.manual.rest);
}

Items items_of(const std::vector<OptionText>& options) {
    Items items;
    for (const OptionText& option : options) {
        // So that the long names are below each other.
        std::string name = option.names.front().starts_with("--") ? "    " : "";
        name += fmt::format("{}", fmt::join(option.names, ", "));
        items.push_back({name + (option.value.empty() ? "" : " " + option.value), option.meaning});
    }
    return items;
}

Items items_of_operands(const Command& command) {
    Items items;
    for (const OptionText& operand : operands_of(command)) {
        items.push_back({operand.value, operand.meaning});
    }
    return items;
}

Items items_of_subcommands(const Command& command) {
    Items items;
    for (const Command* const subcommand : command.subcommands()) {
        items.push_back({subcommand->get_name(), subcommand->get_description()});
    }
    return items;
}

void add_examples(Page& page, const Items& examples) {
    if (examples.empty()) {
        return;
    }
    page.add_title("Examples");
    for (const Manual::Item& example : examples) {
        page.add_indented("  ", "    ", example.name);
    }
}

} // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string /*name*/,
                                     CLI::AppFormatMode /*mode*/) const {
    const auto& command = dynamic_cast<const Command&>(*app);
    const Manual& manual = command.manual;
    Page page;
    page.add_paragraph(command.get_description() + ".");
    page.add_blank_line();
    page.add_indented("", "           ", "Usage: " + usage_of(command));
    page.add_items("Operands", items_of_operands(command));
    page.add_items("Options", items_of(options_of(command)));
    page.add_items("Subcommands", items_of_subcommands(command));
    page.add_items("Environment", command.get_parent() == nullptr ? manual.environment : Items{});
    add_examples(page, manual.examples);
    for (const std::string& note : manual.notes) {
        page.add_blank_line();
        page.add_paragraph(note);
    }
    page.add_items("Exit codes", manual.exit_codes);
    return page.text();
}

} // namespace smh::tool
