#include "generate/generate.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "board.hpp"
#include "failure.hpp"
#include "generate/header.hpp"
#include "generate/linker.hpp"
#include "generate/names.hpp"
#include "output_files.hpp"
#include "region_json.hpp"

namespace smh::tool {

namespace {

// The reader takes a range that ends with the last address of 64 bits; a pool does not.
void refuse_last_address(const Board& board) {
    for (const BoardRegion& region : board.regions) {
        const bool at_alias = region.alias && *region.alias + region.size == 0;
        if (region.address + region.size == 0 || at_alias) {
            throw Failure{
                board.file,
                fmt::format("node {}: the range reaches the end of the address space", region.node),
                "leave its last bytes out"};
        }
    }
}

std::string json_of(const Board& board) {
    nlohmann::ordered_json out;
    out["file"] = printable(board.file);
    out["model"] = board.model;
    out["regions"] = nlohmann::ordered_json::array();
    const std::vector<std::string> identifiers = identifiers_of(board);
    for (std::size_t number = 0; number < identifiers.size(); ++number) {
        const std::string& identifier = identifiers[number];
        nlohmann::ordered_json region = json_of(board.regions[number]);
        region["memory"] = identifier;
        region["section"] = section_of(identifier);
        region["noinit_section"] = uninitialised_section_of(identifier);
        region["begin"] = begin_symbol_of(identifier);
        region["end"] = end_symbol_of(identifier);
        out["regions"].push_back(std::move(region));
    }
    return out.dump(2) + "\n";
}

// A name in a rule for make.
std::string escaped(const std::string& file) {
    std::string out;
    for (const char letter : file) {
        if (letter == ' ' || letter == '#') {
            out += '\\';
        } else if (letter == '$') {
            out += '$';
        }
        out += letter;
    }
    return out;
}

std::string rule_of(const Board& board, const GenerateOptions& options) {
    std::vector<std::string> made;
    for (const std::string* const file : {&options.header, &options.linker}) {
        if (!file->empty()) {
            made.push_back(escaped(*file));
        }
    }
    std::vector<std::string> from;
    for (const std::string& file : board.read) {
        from.push_back(escaped(file));
    }
    return fmt::format("{}: {}\n", fmt::join(made, " "), fmt::join(from, " "));
}

void check(const GenerateOptions& options) {
    std::vector<std::string> files;
    for (const std::string* const file : {&options.header, &options.linker}) {
        if (!file->empty()) {
            files.push_back(*file);
        }
    }
    if (options.json) {
        files.emplace_back("-");
    }
    if (files.empty()) {
        throw Failure{"arguments", "nothing to write", "see smh generate --help"};
    }
    if (!options.depfile.empty()) {
        files.push_back(options.depfile);
    }
    std::sort(files.begin(), files.end());
    const auto twice = std::adjacent_find(files.begin(), files.end());
    if (twice != files.end()) {
        throw Failure{"arguments", "two outputs go to " + printable(*twice),
                      "see smh generate --help"};
    }
}

// Tags that lie elsewhere lie in a region that holds its own.
void refuse_homeless_tags(const Board& board) {
    for (const BoardRegion& region : board.regions) {
        const auto holds = [&region](const BoardRegion& other) {
            return !other.tags.elsewhere() && other.attributes.contains(region.tags.from);
        };
        if (region.tags.elsewhere() && std::ranges::none_of(board.regions, holds)) {
            throw Failure{board.file,
                          fmt::format("node {}: no region that holds its own tags has the "
                                      "attributes of its smh,metadata-attr",
                                      region.node),
                          "name attributes that one of them has"};
        }
    }
}

} // namespace

void generate(const GenerateOptions& options) {
    check(options);
    const Board board = read_complete_board(options.board);
    refuse_last_address(board);
    refuse_homeless_tags(board);
    OutputFiles outputs;
    if (!options.header.empty()) {
        outputs.add(options.header, header_of(board));
    }
    if (!options.linker.empty()) {
        outputs.add(options.linker, linker_script_of(board, options.script));
    }
    if (!options.depfile.empty()) {
        outputs.add(options.depfile, rule_of(board, options));
    }
    if (options.json) {
        outputs.add("-", json_of(board));
    }
    outputs.commit();
}

} // namespace smh::tool
