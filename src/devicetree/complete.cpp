// What a table that is made before the machine starts cannot leave open.
#include "devicetree/path.hpp"

namespace smh::devicetree {
namespace {

Error check_size(const Path& path) noexcept {
    Reg reg;
    if (const Error error = path.reg(reg)) {
        return error;
    }
    const Error no_size{Problem::no_size, name_of(path.blob(), path.node()), "reg"};
    for (unsigned number = 0; number < reg.count; ++number) {
        Range range{};
        if (const Error error = path.range(reg, number, range)) {
            return error;
        }
        if (range.size == 0) {
            return no_size;
        }
        if (const Error error = path.alias(reg, number, range)) {
            return error;
        }
    }
    return reg.count != 0 ? Error{} : no_size;
}

Error check_attributes(const void* blob, int node) noexcept {
    AttributeSet attributes;
    if (const Error error = read_attributes(blob, node, attributes)) {
        return error;
    }
    const Property bits = property(blob, node, "zephyr,memory-attr");
    const bool for_the_heap = lists(property(blob, node, "compatible"), "shared-multi-heap");
    if (property(blob, node, "capability").exists() || (!bits.exists() && !for_the_heap)) {
        return {};
    }
    if (!bits.exists()) {
        return {Problem::no_attribute, name_of(blob, node), "capability"};
    }
    const auto value = static_cast<std::uint32_t>(read_cells(bits.data, 1));
    if (attributes_from_memory_attr(value).empty()) {
        return {Problem::no_attribute, name_of(blob, node), "zephyr,memory-attr"};
    }
    return {};
}

Error check_priority(const void* blob, int node) noexcept {
    std::int32_t priority = 0;
    return read_priority(blob, node, priority);
}

} // namespace

Error check_complete(const void* blob, std::size_t blob_size) noexcept {
    Error error = check_blob(blob, blob_size);
    Path path{blob};
    while (!error && path.advance(error)) {
        if (!path.is_region()) {
            continue;
        }
        error = check_size(path);
        if (!error) {
            error = check_attributes(blob, path.node());
        }
        if (!error) {
            error = check_priority(blob, path.node());
        }
    }
    return error;
}

} // namespace smh::devicetree
