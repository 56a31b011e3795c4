// The regions of a blob. A part of other memory (a child of a memory node or of /reserved-memory)
// is cut out of what lies around it, and may be a region itself, so the order is: memory that is
// no part; cut out the parts that are regions; add them; cut out the parts that are not, and what
// the memory reservation block names. Two parts that are both regions do not cut each other: if
// they overlap, that is a mistake to report.
#include "devicetree/table.hpp"

namespace smh::devicetree {
namespace {

enum class Kind : std::uint8_t { none, memory, part_and_region, part };

Kind kind_of(const Path& path) noexcept {
    if (!path.okay()) {
        return Kind::none;
    }
    if (!path.is_part()) {
        return path.is_region() ? Kind::memory : Kind::none;
    }
    return path.is_region() ? Kind::part_and_region : Kind::part;
}

Error full(const Path& path) noexcept {
    return {Problem::table_full, name_of(path.blob(), path.node())};
}

// One entry of a reg, and what addresses it has for the processor.
struct Piece {
    const Path& path;
    const Reg& reg;
    unsigned number;
    Range range;
};

// Calls `act` with each entry that is not empty of each node of the kind.
template <typename Act>
Error for_each_piece(const void* blob, Kind kind, Act act) noexcept {
    Path path{blob};
    Error error;
    while (path.advance(error)) {
        Reg reg;
        if (kind_of(path) == kind) {
            error = path.reg(reg);
        }
        for (unsigned number = 0; number < reg.count && !error; ++number) {
            Range range{};
            error = path.range(reg, number, range);
            if (!error && range.size != 0) {
                error = act(Piece{path, reg, number, range});
            }
        }
        if (error) {
            return error;
        }
    }
    return error;
}

// What all entries of a node have in common.
Error read_node(const Path& path, Entry& out) noexcept {
    const void* const blob = path.blob();
    out = {};
    out.node = path.node();
    if (const Error error = read_name(blob, out.node, out.name)) {
        return error;
    }
    if (const Error error = read_attributes(blob, out.node, out.attributes)) {
        return error;
    }
    if (const Error error = read_placement(blob, out.node, out.tags)) {
        return error;
    }
    return read_priority(blob, out.node, out.priority);
}

Error read_entry(const Piece& piece, Entry& out) noexcept {
    if (out.node != piece.path.node()) {
        if (const Error error = read_node(piece.path, out)) {
            return error;
        }
    }
    out.address = piece.range.address;
    out.size = piece.range.size;
    Range alias{};
    const Error error = piece.path.alias(piece.reg, piece.number, alias);
    out.has_alias = alias.size != 0;
    out.alias = alias.address;
    return error;
}

Error append_all(const void* blob, Kind kind, Table& table) noexcept {
    Entry entry;
    return for_each_piece(blob, kind, [&](const Piece& piece) noexcept -> Error {
        if (const Error error = read_entry(piece, entry)) {
            return error;
        }
        return table.append(entry) ? Error{} : full(piece.path);
    });
}

Error cut_all(const void* blob, Kind kind, Table& table) noexcept {
    return for_each_piece(blob, kind, [&](const Piece& piece) noexcept -> Error {
        return table.cut(piece.range) ? Error{} : full(piece.path);
    });
}

Error cut_reservation_block(const void* blob, Table& table) noexcept {
    constexpr const char* name = "memory reservation block";
    const int count = fdt_num_mem_rsv(blob);
    for (int number = 0; number < count; ++number) {
        Range range{};
        fdt_get_mem_rsv(blob, number, &range.address, &range.size);
        if (range.size == 0) {
            continue;
        }
        if (range.last() < range.address) {
            return {Problem::wraps, name};
        }
        if (!table.cut(range)) {
            return {Problem::table_full, name};
        }
    }
    return {};
}

Error fill(const void* blob, Table& table) noexcept {
    if (const Error error = append_all(blob, Kind::memory, table)) {
        return error;
    }
    if (const Error error = cut_all(blob, Kind::part_and_region, table)) {
        return error;
    }
    if (const Error error = append_all(blob, Kind::part_and_region, table)) {
        return error;
    }
    if (const Error error = cut_all(blob, Kind::part, table)) {
        return error;
    }
    if (const Error error = cut_reservation_block(blob, table)) {
        return error;
    }
    table.sort();
    return table.count() != 0 ? Error{} : Error{Problem::no_memory, "/"};
}

} // namespace

void place_by_default(Entry* entries, std::size_t count, Attribute attribute,
                      const Placement& placement) noexcept {
    for (std::size_t number = 0; number < count; ++number) {
        Entry& entry = entries[number];
        if (entry.attributes.contains(attribute) && !entry.tags.elsewhere()) {
            entry.tags = placement;
        }
    }
}

Error collect(const void* blob, std::size_t blob_size, Entry* entries, std::size_t capacity,
              std::size_t& count) noexcept {
    count = 0;
    if (const Error error = check_blob(blob, blob_size)) {
        return error;
    }
    Table table{entries, capacity};
    const Error error = fill(blob, table);
    count = error ? 0 : table.count();
    return error;
}

Error read(const void* blob, std::size_t blob_size, Entry* entries, std::size_t capacity,
           std::size_t& count) noexcept {
    if (const Error error = collect(blob, blob_size, entries, capacity, count)) {
        return error;
    }
    const Error error = check_overlaps(blob, entries, count);
    count = error ? 0 : count;
    return error;
}

} // namespace smh::devicetree
