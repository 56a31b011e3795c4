#include "replay/setting.hpp"

#include <algorithm>
#include <charconv>
#include <unistd.h>

#include <fmt/format.h>

#include "attributes.hpp"
#include "failure.hpp"
#include "text.hpp"

namespace smh::tool {

namespace {

constexpr std::uint64_t page = 4096;
constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
constexpr std::uint64_t longest_region = std::uint64_t{64} << 30; // see Pool::add

Attribute attribute_named(const std::string& text) {
    if (text.empty()) {
        return cacheable;
    }
    Attribute attribute{0};
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, attribute.number);
    if (read.ec == std::errc{} && read.ptr == end) {
        if (!attribute.in_bound()) {
            throw Failure{"--attr", text + " is no attribute",
                          fmt::format("numbers go up to {}", config::max_attributes - 1)};
        }
        return attribute;
    }
    for (attribute = Attribute{0}; attribute.in_bound(); ++attribute.number) {
        if (attribute_text(attribute) == text) {
            return attribute;
        }
    }
    throw Failure{"--attr", printable(text) + " is no attribute",
                  "name one as smh regions shows it, or give its number"};
}

// A few bytes of a trace can ask for any amount, and a replay writes to all of it.
void refuse_too_much(const std::string& file, std::uint64_t bytes) {
    const auto pages = static_cast<std::uint64_t>(std::max(sysconf(_SC_PHYS_PAGES), 0L));
    if (bytes > pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) / 2) {
        throw Failure{
            file,
            fmt::format("it asks for {} at once, and half of this machine's memory is less",
                        size_text(bytes)),
            "say with --size how much to give it"};
    }
}

// Twice what the trace needs at once, in whole mebibytes, so that the pool is not what fails.
std::uint64_t enough_for(const std::string& file, std::uint64_t peak) {
    refuse_too_much(file, peak);
    return std::max<std::uint64_t>((2 * peak + mebibyte - 1) / mebibyte, 1) * mebibyte;
}

// Regions of one size. Their addresses are invented, and each at the start of a page.
Board plain_board(const ReplayOptions& options, Attribute attribute, std::uint64_t bytes) {
    const std::uint64_t size = bytes / options.regions;
    if (size > longest_region) {
        throw Failure{options.file,
                      fmt::format("a region of {} is larger than a pool takes", size_text(size)),
                      "give a smaller --size, or more --regions"};
    }
    Board board{.file = options.file, .model = "host memory", .regions = {}, .conflicts = {}};
    const std::uint64_t distance = (size / page + 1) * page;
    for (unsigned number = 0; number < options.regions; ++number) {
        board.regions.push_back(
            {fmt::format("region-{}", number), number * distance, size, attribute});
    }
    return board;
}

void check_attribute(const Board& board, Attribute attribute) {
    AttributeSet there;
    for (const BoardRegion& region : board.regions) {
        there.insert(region.attributes);
    }
    if (!there.contains(attribute)) {
        throw Failure{
            board.file, "no region is " + attribute_text(attribute),
            fmt::format("give --attr one of: {}", fmt::join(attribute_texts(there), ", "))};
    }
}

} // namespace

Setting setting_of(const ReplayOptions& options, std::uint64_t peak) {
    const Attribute attribute = attribute_named(options.attribute);
    if (!options.board.empty()) {
        Board board = read_board(options.board);
        check_attribute(board, attribute);
        return {std::move(board), attribute};
    }
    const std::uint64_t bytes = options.size != 0 ? options.size : enough_for(options.file, peak);
    return {plain_board(options, attribute, bytes), attribute};
}

} // namespace smh::tool
