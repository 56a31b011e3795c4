// Who shares addresses with whom, once all holes are cut.
#include "devicetree/table.hpp"

namespace smh::devicetree {
namespace {

Error overlap_of(const void* blob, const Entry& entry, const char* property,
                 const Entry& other) noexcept {
    return {Problem::overlap, name_of(blob, entry.node), property, name_of(blob, other.node)};
}

// Where any two regions overlap, two neighbours do, as they are sorted.
Error check_regions(const void* blob, const Entry* entries, std::size_t count) noexcept {
    for (std::size_t number = 1; number < count; ++number) {
        const Entry& left = entries[number - 1];
        const Entry& right = entries[number];
        if (overlap(left, right)) {
            return overlap_of(blob, right, "reg", left);
        }
    }
    return {};
}

// An alias with all regions, its own too, and with the aliases before it.
Error check_alias(const void* blob, const Entry* entries, std::size_t count,
                  std::size_t number) noexcept {
    const Entry alias = alias_of(entries[number]);
    for (std::size_t at = 0; at < count; ++at) {
        const Entry& other = entries[at];
        const bool is_before = at < number && other.has_alias;
        if (overlap(alias, other) || (is_before && overlap(alias, alias_of(other)))) {
            return overlap_of(blob, alias, "smh,alias", other);
        }
    }
    return {};
}

} // namespace

Error check_overlaps(const void* blob, const Entry* entries, std::size_t count) noexcept {
    Error error = check_regions(blob, entries, count);
    for (std::size_t number = 0; number < count && !error; ++number) {
        if (entries[number].has_alias) {
            error = check_alias(blob, entries, count, number);
        }
    }
    return error;
}

} // namespace smh::devicetree
