#include "devicetree/path.hpp"

namespace smh::devicetree {
namespace {

bool wraps(const Range& range) noexcept {
    return range.size != 0 && range.last() < range.address;
}

// In bytes, of an entry of a reg.
unsigned width_of(Cells cells) noexcept {
    return static_cast<unsigned>(cell_size * (cells.address + cells.size));
}

Range entry_of(const Reg& reg, unsigned number) noexcept {
    const char* const at = reg.property.data + std::size_t{width_of(reg.cells)} * number;
    return {read_cells(at, reg.cells.address),
            read_cells(at + cell_size * reg.cells.address, reg.cells.size)};
}

// Moves the range from the space of a bus's children to that of its parent. Succeeds where one
// entry of `ranges` holds all of it.
bool map_through(const Property& ranges, Cells cells, unsigned parent_cells,
                 Range& range) noexcept {
    const std::size_t width = cell_size * (cells.address + parent_cells + cells.size);
    for (const char* at = ranges.data; at + width <= ranges.data + ranges.length; at += width) {
        const std::uint64_t from = read_cells(at, cells.address);
        const std::uint64_t to = read_cells(at + cell_size * cells.address, parent_cells);
        const std::uint64_t size = read_cells(at + width - cell_size * cells.size, cells.size);
        const std::uint64_t offset = range.address - from;
        if (range.address >= from && offset < size && range.size <= size - offset) {
            range.address = to + offset;
            return range.address >= to; // past the end of 64 bits there is no address
        }
    }
    return false;
}

} // namespace

bool Path::advance(Error& error) noexcept {
    int depth = depth_;
    const int next = depth < 0 ? 0 : fdt_next_node(blob_, node(), &depth);
    depth = depth_ < 0 ? 0 : depth;
    if (next < 0 || depth < 0) {
        return false;
    }
    if (depth >= max_depth) {
        error = {Problem::too_deep, name_of(blob_, next)};
        return false;
    }
    depth_ = depth;
    levels_[depth] = read_level(next, depth);
    return true;
}

Path::Level Path::read_level(int node, int depth) const noexcept {
    Level level{};
    level.node = node;
    level.okay = (depth == 0 || levels_[depth - 1].okay) && is_okay(blob_, node);
    level.is_memory = describes_memory(blob_, node);
    level.surrounds_its_parts =
        level.is_memory || (depth == 1 && is_named(blob_, node, "reserved-memory"));
    if (const void* const ranges = fdt_get_property(blob_, node, "ranges", nullptr)) {
        level.ranges = static_cast<std::uint32_t>(static_cast<const char*>(ranges) -
                                                  static_cast<const char*>(blob_));
    }
    Cells cells;
    if (!read_cell_counts(blob_, node, cells)) {
        level.address_cells = cells.address & 3U;
        level.size_cells = cells.size & 3U;
    }
    return level;
}

// Says what is wrong with them only here, where somebody needs them.
Error Path::cells_below(int level, Cells& out) const noexcept {
    out = {levels_[level].address_cells, levels_[level].size_cells};
    return out.address != 0 ? Error{} : read_cell_counts(blob_, levels_[level].node, out);
}

Property Path::ranges_of(int level) const noexcept {
    if (levels_[level].ranges == 0) {
        return {};
    }
    const char* const at = static_cast<const char*>(blob_) + levels_[level].ranges;
    const auto* const found = reinterpret_cast<const struct fdt_property*>(at);
    return {found->data, static_cast<int>(fdt32_ld(&found->len))};
}

bool Path::is_part() const noexcept {
    return depth_ >= 2 && levels_[depth_ - 1].surrounds_its_parts;
}

bool Path::is_region() const noexcept {
    const bool kept_away = is_part() && property(blob_, node(), "no-map").exists();
    return okay() && levels_[depth_].is_memory && !kept_away;
}

Error Path::reg(Reg& out) const noexcept {
    out = {};
    out.property = property(blob_, node(), "reg");
    if (!out.property.exists() || depth_ == 0) {
        return {};
    }
    if (const Error error = cells_below(depth_ - 1, out.cells)) {
        return error;
    }
    const auto length = static_cast<unsigned>(out.property.length);
    if (length % width_of(out.cells) != 0) {
        return {Problem::bad_property, name_of(blob_, node()), "reg"};
    }
    out.count = length / width_of(out.cells);
    out.alias = property(blob_, node(), "smh,alias");
    return {};
}

Error Path::range(const Reg& reg, unsigned number, Range& out) const noexcept {
    out = entry_of(reg, number);
    return to_processor(reg.cells, "reg", out);
}

Error Path::alias(const Reg& reg, unsigned number, Range& out) const noexcept {
    constexpr const char* name = "smh,alias";
    out = {};
    if (!reg.alias.exists()) {
        return {};
    }
    const std::size_t width = cell_size * reg.cells.address;
    if (static_cast<std::size_t>(reg.alias.length) != width * reg.count) {
        return {Problem::bad_property, name_of(blob_, node()), name};
    }
    out = {read_cells(reg.alias.data + width * number, reg.cells.address),
           entry_of(reg, number).size};
    return to_processor(reg.cells, name, out);
}

Error Path::to_processor(Cells cells, const char* property, Range& range) const noexcept {
    if (range.size == 0) {
        return {};
    }
    if (wraps(range)) {
        return {Problem::wraps, name_of(blob_, node()), property};
    }
    for (int level = depth_ - 1; level > 0; --level) {
        if (const Error error = translate(level, cells, range)) {
            return error;
        }
    }
    return {};
}

Error Path::translate(int level, Cells& cells, Range& range) const noexcept {
    const int bus = levels_[level].node;
    Cells above;
    if (const Error error = cells_below(level - 1, above)) {
        return error;
    }
    const Cells below = cells;
    cells = above;
    const Property ranges = ranges_of(level);
    if (ranges.exists() && ranges.length == 0) {
        return {}; // children and parent share one address space
    }
    const auto width =
        static_cast<unsigned>(cell_size * (unsigned{below.address} + above.address + below.size));
    const auto length = static_cast<unsigned>(ranges.length);
    if (ranges.exists() && (length % width != 0 || length / width > max_ranges)) {
        return {Problem::bad_property, name_of(blob_, bus), "ranges"};
    }
    if (!ranges.exists() || !map_through(ranges, below, above.address, range)) {
        return {Problem::bad_ranges, name_of(blob_, bus), "ranges", name_of(blob_, node())};
    }
    if (wraps(range)) {
        return {Problem::wraps, name_of(blob_, bus), "ranges"};
    }
    return {};
}

} // namespace smh::devicetree
