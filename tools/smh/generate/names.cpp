#include "generate/names.hpp"

#include <set>

namespace smh::tool {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

} // namespace

std::string identifier_of(std::string_view name) {
    std::string out;
    for (const char letter : name) {
        out += is_letter(letter) || is_digit(letter) ? letter : '_';
    }
    return out.empty() || is_digit(out.front()) ? "_" + out : out;
}

std::vector<std::string> identifiers_of(const Board& board) {
    // Else its section and that of other regions' uninitialised data were the same.
    std::set<std::string> taken{"noinit"};
    std::vector<std::string> identifiers;
    for (const BoardRegion& region : board.regions) {
        const std::string plain = identifier_of(region.name);
        std::string own = plain;
        for (unsigned number = 2; !taken.insert(own).second; ++number) {
            own = plain + "_" + std::to_string(number);
        }
        identifiers.push_back(own);
    }
    return identifiers;
}

std::string section_of(const std::string& identifier) {
    return ".smh." + identifier;
}

std::string uninitialised_section_of(const std::string& identifier) {
    return ".smh.noinit." + identifier;
}

std::string begin_symbol_of(const std::string& identifier) {
    return "__smh_" + identifier + "_begin";
}

std::string end_symbol_of(const std::string& identifier) {
    return "__smh_" + identifier + "_end";
}

} // namespace smh::tool
