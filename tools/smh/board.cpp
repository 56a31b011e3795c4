#include "board.hpp"

#include <string_view>

#include <fmt/format.h>
#include <libfdt.h>

#include "dtc.hpp"
#include "failure.hpp"
#include "text.hpp"

// boards/microcontroller.dts as dtc writes it for an assembler; these are its names.
extern "C" const char dt_blob_start[]; // NOLINT(readability-identifier-naming)
extern "C" const char dt_blob_end[];

namespace smh::tool {

namespace {

// More than the largest servers describe.
constexpr std::size_t max_entries = 1024;

const char* advice_for(devicetree::Problem problem) {
    switch (problem) {
    case devicetree::Problem::not_a_devicetree:
        return "give a blob (.dtb), or a source with a name that ends in .dts";
    case devicetree::Problem::truncated:
        return "make or copy the blob again";
    case devicetree::Problem::no_memory:
        return "give memory a device_type = \"memory\", \"mmio-sram\" or zephyr,memory-attr";
    case devicetree::Problem::no_size:
        return "give it a size, no boot loader does that later";
    case devicetree::Problem::no_attribute:
        return "name one, such as cacheable or non-cacheable";
    default:
        return "correct the devicetree";
    }
}

// A name in a blob can be as long as the blob, and a region's is kept for each of its pieces.
std::string name_text(const char* name) {
    constexpr std::size_t longest = 255;
    const std::size_t length = strnlen(name, longest + 1);
    return length <= longest ? printable({name, length}) : printable({name, longest}) + "...";
}

Failure failure_of(const std::string& file, const devicetree::Error& error) {
    std::string place;
    if (*error.property != '\0') {
        place = fmt::format("node {}, {}: ", name_text(error.node), name_text(error.property));
    } else if (std::string_view{error.node} != "/" && *error.node != '\0') {
        place = fmt::format("node {}: ", name_text(error.node));
    }
    return Failure{file, place + describe(error.problem), advice_for(error.problem)};
}

std::string model_of(const void* blob) {
    int length = 0;
    const auto* const text = static_cast<const char*>(fdt_getprop(blob, 0, "model", &length));
    if (text == nullptr || length <= 0) {
        return {};
    }
    return name_text(std::string{text, static_cast<std::size_t>(length)}.c_str());
}

BoardRegion region_of(const Blob& blob, const devicetree::Entry& entry) {
    return {.name = name_text(entry.name),
            .address = entry.address,
            .size = entry.size,
            .attributes = entry.attributes,
            .node = name_text(fdt_get_name(blob.data(), entry.node, nullptr)),
            .priority = entry.priority,
            .alias = entry.has_alias ? std::optional{entry.alias} : std::nullopt,
            .tags = entry.tags};
}

std::string claim_text(const Board& board, const Claim& claim) {
    return (claim.is_alias ? "the alias of " : "") + board.regions[claim.region].name;
}

Compiled read_source(const std::string& file) {
    return file.ends_with(".dts") ? compile_source(file) : Compiled{Blob::read_file(file), {file}};
}

Board board_of(const std::string& file, const Compiled& source) {
    const Blob& blob = source.blob;
    std::vector<devicetree::Entry> entries(max_entries);
    std::size_t count = 0;
    const devicetree::Error error =
        devicetree::collect(blob.data(), blob.size(), entries.data(), entries.size(), count);
    if (error) {
        throw failure_of(file, error);
    }
    entries.resize(count);
    Board board{.file = file,
                .model = model_of(blob.data()),
                .regions = {},
                .conflicts = conflicts_of(entries),
                .read = source.files};
    for (const devicetree::Entry& entry : entries) {
        board.regions.push_back(region_of(blob, entry));
    }
    return board;
}

} // namespace

Board read_board(const std::string& file) {
    return board_of(file, read_source(file));
}

Board read_complete_board(const std::string& file) {
    const Compiled source = read_source(file);
    const Blob& blob = source.blob;
    if (const auto error = devicetree::check_complete(blob.data(), blob.size())) {
        throw failure_of(file, error);
    }
    Board board = board_of(file, source);
    if (!board.conflicts.empty()) {
        refuse_conflicts(board);
    }
    return board;
}

Board built_in_board() {
    return board_of("built-in board", {Blob{{dt_blob_start, dt_blob_end}}, {}});
}

std::string conflict_text(const Board& board, const Conflict& conflict) {
    return fmt::format("{} and {} share {} at {}", claim_text(board, conflict.first),
                       claim_text(board, conflict.second), size_text(conflict.size),
                       address_text(conflict.address));
}

void refuse_conflicts(const Board& board) {
    const Conflict& conflict = board.conflicts.front();
    const std::size_t count = board.conflicts.size();
    const std::string more = count > 1
                                 ? fmt::format(" (and {}{} more conflicts)",
                                               count == max_conflicts ? "at least " : "", count - 1)
                                 : "";
    const bool of_alias = conflict.first.is_alias || conflict.second.is_alias;
    throw Failure{board.file, conflict_text(board, conflict) + more,
                  of_alias ? "correct the smh,alias or the reg of one of them"
                           : "correct the reg of one of them"};
}

} // namespace smh::tool
