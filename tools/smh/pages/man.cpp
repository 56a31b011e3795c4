#include "pages/man.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <vector>

#include <fmt/format.h>

#include "help/outline.hpp"
#include "pages/roff.hpp"
#include "smh/version.hpp"

namespace smh::tool {

namespace {

const Command& root_of(const Command& command) {
    const CLI::App* const parent = command.get_parent();
    return parent == nullptr ? command : dynamic_cast<const Command&>(*parent);
}

// "Show the regions" for the middle of a line.
std::string in_lower_case(std::string text) {
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    return text;
}

// "-o, --output FILE".
std::string tag_of(const OptionText& option) {
    std::vector<std::string> names;
    for (const std::string& name : option.names) {
        names.push_back(typed(name));
    }
    const std::string tag = fmt::format("{}", fmt::join(names, ", "));
    return option.value.empty() ? tag : tag + " " + placeholder(option.value);
}

// What has to be there, and what can be, but for --help.
void add_synopsis(Roff& page, const Command& command) {
    page.section("SYNOPSIS");
    page.line(fmt::format(".SY \"{}\"", command.full_name()));
    for (const OptionText& option : options_of(command)) {
        if (option.names.back() == "--help") {
            continue;
        }
        // A blank at which no line ends.
        const std::string value = option.value.empty() ? "" : "\\ " + placeholder(option.value);
        const std::string text = typed(option.names.front()) + value;
        page.line(option.required ? text : "[" + text + "]");
    }
    for (const OptionText& operand : operands_of(command)) {
        const std::string text = placeholder(operand.value);
        page.line(operand.required ? text : "[" + text + "]");
    }
    std::istringstream rest{command.manual.rest};
    for (std::string word; rest >> word;) {
        page.line(word.starts_with("-") ? typed(word) : placeholder(word));
    }
    page.line(".YS");
}

void add_description(Roff& page, const Command& command) {
    page.section("DESCRIPTION");
    for (const std::vector<std::string>* const paragraphs :
         {&command.manual.details, &command.manual.notes}) {
        for (const std::string& paragraph : *paragraphs) {
            page.paragraph(prose(paragraph));
        }
    }
}

void add_subcommands(Roff& page, const Command& command) {
    if (command.subcommands().empty()) {
        return;
    }
    page.section("SUBCOMMANDS");
    for (const Command* const subcommand : command.subcommands()) {
        page.item(typed(page_name(*subcommand)) + "(1)",
                  prose(subcommand->get_description() + "."));
    }
}

void add_options(Roff& page, const Command& command) {
    page.section("OPTIONS");
    for (const OptionText& operand : operands_of(command)) {
        page.item(placeholder(operand.value), prose(operand.meaning + "."));
    }
    for (const OptionText& option : options_of(command)) {
        page.item(tag_of(option), prose(option.meaning + "."));
    }
}

void add_items(Roff& page, const std::string& title, const std::vector<Manual::Item>& items) {
    page.section(title);
    for (const Manual::Item& item : items) {
        const bool is_sentence = item.meaning.ends_with('.');
        page.item(typed(item.name), prose(item.meaning + (is_sentence ? "" : ".")));
    }
}

void add_see_also(Roff& page, const Command& command) {
    std::vector<std::string> names;
    const Command& root = root_of(command);
    const auto add = [&](const Command& other) {
        if (&other != &command) {
            names.push_back(typed(page_name(other)) + "(1)");
        }
    };
    add(root);
    for (const Command* const subcommand : root.subcommands()) {
        add(*subcommand);
    }
    for (const std::string& name : command.manual.see_also) {
        const std::size_t section = name.find('(');
        names.push_back(typed(name.substr(0, section)) + name.substr(section));
    }
    page.section("SEE ALSO");
    page.line(fmt::format("{}", fmt::join(names, ",\n")));
}

} // namespace

std::string page_name(const Command& command) {
    std::string name = command.full_name();
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

std::string man_page(const Command& command, const std::string& date) {
    const Manual& manual = command.manual;
    Roff page{page_name(command), date, std::string{"smh "} + version};
    page.section("NAME");
    page.line(page_name(command) + " \\- " + prose(in_lower_case(command.get_description())));
    add_synopsis(page, command);
    add_description(page, command);
    add_subcommands(page, command);
    add_options(page, command);
    add_items(page, "EXIT STATUS", manual.exit_codes);
    add_items(page, "ENVIRONMENT", manual.environment);
    add_items(page, "EXAMPLES", manual.examples);
    add_see_also(page, command);
    return page.text();
}

} // namespace smh::tool
