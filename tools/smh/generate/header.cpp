#include "generate/header.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "attributes.hpp"
#include "generate/names.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

// The question mark because of trigraphs.
std::string literal(const std::string& text) {
    std::string out = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\' || letter == '?') {
            out += '\\';
        }
        out += letter;
    }
    return out + "\"";
}

AttributeSet all_attributes(const Board& board) {
    AttributeSet all;
    for (const BoardRegion& region : board.regions) {
        all.insert(region.attributes);
        all.insert(region.tags.from);
    }
    return all;
}

std::string symbols_of(const std::vector<std::string>& identifiers) {
    std::string out;
    for (const std::string& identifier : identifiers) {
        out += fmt::format("extern const unsigned char {}[];\nextern const unsigned char {}[];\n",
                           begin_symbol_of(identifier), end_symbol_of(identifier));
    }
    return out;
}

std::string attributes_of(const Board& board) {
    std::string out;
    for (const Attribute attribute : attributes_in(all_attributes(board))) {
        out += fmt::format("inline constexpr Attribute {}{{{}}};\n",
                           identifier_of(attribute_text(attribute)), attribute.number);
    }
    return out;
}

// What few regions have. The distance as a difference, so that both addresses can be read.
std::string extras_of(const BoardRegion& region) {
    if (region.alias) {
        return fmt::format(", {}, {}ULL - {}ULL", region.priority, address_text(*region.alias),
                           address_text(region.address));
    }
    return region.priority != 0 ? fmt::format(", {}", region.priority) : "";
}

bool has_extras(const BoardRegion& region) {
    return !extras_of(region).empty();
}

std::string names_of(AttributeSet attributes) {
    std::vector<std::string> names;
    for (const std::string& text : attribute_texts(attributes)) {
        names.push_back(identifier_of(text));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

// What Metadata's members are called, in their order.
std::string metadata_of(const devicetree::Placement& tags) {
    std::string out = fmt::format("{{.from = {{{}}}", names_of(tags.from));
    if (tags.granule != 0) {
        out += fmt::format(", .granule = {}", tags.granule);
    }
    return out + (tags.untouchable ? ", .untouchable = true}" : "}");
}

std::string row_of(const BoardRegion& region, const std::string& identifier) {
    const std::string alias =
        region.alias ? ", also at " + address_text(*region.alias) : std::string{};
    const std::string row = fmt::format("{{{}, {}, {},\n     {{{}}}{}}}", literal(region.name),
                                        begin_symbol_of(identifier), end_symbol_of(identifier),
                                        names_of(region.attributes), extras_of(region));
    const std::string comment = fmt::format("    // {}, {}{}\n", address_text(region.address),
                                            size_text(region.size), alias);
    return region.tags.elsewhere()
               ? fmt::format("{}    {{{},\n     {}}},\n", comment, row, metadata_of(region.tags))
               : fmt::format("{}    {},\n", comment, row);
}

// Of regions of which the tags lie in themselves, or of all others.
std::string rows_of(const Board& board, bool elsewhere) {
    const std::vector<std::string> identifiers = identifiers_of(board);
    std::string rows;
    for (std::size_t number = 0; number < identifiers.size(); ++number) {
        const BoardRegion& region = board.regions[number];
        rows += region.tags.elsewhere() == elsewhere ? row_of(region, identifiers[number]) : "";
    }
    return rows;
}

// Behind the table of those that hold their own.
std::string table_elsewhere(const Board& board) {
    const std::string rows = rows_of(board, true);
    return rows.empty()
               ? rows
               : fmt::format("\n// The tags of these lie in those above: so they are added "
                             "later, with their metadata.\n"
                             "inline constexpr LinkedTableRegion regions_elsewhere[] = "
                             "{{\n{}}};\n",
                             rows);
}

std::string assertion(const std::string& condition, const std::string& otherwise) {
    return fmt::format("static_assert({},\n              {});\n", condition, literal(otherwise));
}

// Of the region as it is mapped at the address.
std::string reach_of(const BoardRegion& region, std::uint64_t address) {
    constexpr std::uint64_t last_of_32_bits = std::numeric_limits<std::uint32_t>::max();
    if (address + (region.size - 1) < last_of_32_bits) {
        return {};
    }
    return assertion("sizeof(void*) > 4",
                     fmt::format("node {}: the range at {} reaches the end of a 32-bit "
                                 "address space",
                                 region.node, address_text(address)));
}

// What the board asks of the machine and of the pool that the header is compiled for.
std::string assertions_of(const Board& board) {
    const std::size_t count = board.regions.size();
    std::string out = assertion(
        fmt::format("config::max_regions >= {}", count),
        fmt::format("the board has {0} regions: build smh with SMH_MAX_REGIONS={0} or more",
                    count));
    for (const BoardRegion& region : board.regions) {
        out += reach_of(region, region.address);
        if (region.alias) {
            out += reach_of(region, *region.alias);
        }
        if (region.tags.elsewhere()) {
            const unsigned highest = attributes_in(region.tags.from).back().number;
            out += assertion(
                fmt::format("config::tables && config::max_attributes > {}", highest),
                fmt::format("node {}: this smh cannot put its tags elsewhere: build it with "
                            "SMH_TABLES=1 and SMH_MAX_ATTRIBUTES={} or more",
                            region.node, highest + 1));
        }
        const unsigned lowest = attributes_in(region.attributes).front().number;
        if (lowest > non_cacheable.number) {
            out += assertion(
                fmt::format("config::max_attributes > {}", lowest),
                fmt::format("node {}: this smh does not know its attributes: build it with "
                            "SMH_MAX_ATTRIBUTES={} or more",
                            region.node, lowest + 1));
        }
    }
    return out;
}

// Above a table in which a region has them.
constexpr const char* extras_explained =
    "// Behind the attributes: the priority, and how far it is to where the same memory is mapped\n"
    "// a second time.\n";

} // namespace

std::string header_of(const Board& board) {
    const std::vector<std::string> identifiers = identifiers_of(board);
    const bool explain = std::ranges::any_of(board.regions, has_extras);
    return fmt::format(R"(// Made by smh generate from {}: change that, not this.
#pragma once

#include <smh/linked_region.hpp>

namespace smh::board {{

inline constexpr const char* model = {};

// The attributes that its regions have.
{}
// From the linker script that was made with this file.
extern "C" {{
{}}}

// By address. The linker says what is free of each: behind what it placed there.
{}inline constexpr LinkedRegion regions[] = {{
{}}};
{}
{}
}} // namespace smh::board
)",
                       printable(std::filesystem::path{board.file}.filename().string()),
                       literal(board.model), attributes_of(board), symbols_of(identifiers),
                       explain ? extras_explained : "", rows_of(board, false),
                       table_elsewhere(board), assertions_of(board));
}

} // namespace smh::tool
