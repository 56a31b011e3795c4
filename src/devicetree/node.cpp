#include "devicetree/node.hpp"

#include "smh/metadata.hpp"

namespace smh::devicetree {
namespace {

Error bad_property(const void* blob, int node, const char* name) noexcept {
    return {Problem::bad_property, name_of(blob, node), name};
}

// One of the two counts; the specification's default stays where the property is missing.
Error read_count(const void* blob, int node, const char* name, std::uint8_t& out) noexcept {
    const Property count = property(blob, node, name);
    if (!count.exists()) {
        return {};
    }
    const std::uint64_t value = count.length == 4 ? read_cells(count.data, 1) : 0;
    if (value != 1 && value != 2) {
        return {Problem::bad_cells, name_of(blob, node), name};
    }
    out = static_cast<std::uint8_t>(value);
    return {};
}

} // namespace

Property property(const void* blob, int node, const char* name) noexcept {
    Property found;
    found.data = static_cast<const char*>(fdt_getprop(blob, node, name, &found.length));
    return found;
}

const char* name_of(const void* blob, int node) noexcept {
    return node == 0 ? "/" : fdt_get_name(blob, node, nullptr);
}

bool is_named(const void* blob, int node, const char* name) noexcept {
    int length = 0;
    const char* const own = fdt_get_name(blob, node, &length);
    return lists({own, length + 1}, name);
}

bool lists(const Property& property, const char* text) noexcept {
    return property.exists() && fdt_stringlist_contains(property.data, property.length, text) != 0;
}

std::uint64_t read_cells(const char* data, unsigned cells) noexcept {
    std::uint64_t value = 0;
    for (unsigned byte = 0; byte < cell_size * cells; ++byte) {
        value = value << 8U | static_cast<unsigned char>(data[byte]);
    }
    return value;
}

bool is_okay(const void* blob, int node) noexcept {
    const Property status = property(blob, node, "status");
    return !status.exists() || lists(status, "okay") || lists(status, "ok");
}

bool describes_memory(const void* blob, int node) noexcept {
    const Property compatible = property(blob, node, "compatible");
    return lists(property(blob, node, "device_type"), "memory") || lists(compatible, "mmio-sram") ||
           lists(compatible, "shared-multi-heap") ||
           property(blob, node, "zephyr,memory-attr").exists() ||
           property(blob, node, "zephyr,memory-region").exists();
}

Error read_attributes(const void* blob, int node, AttributeSet& out) noexcept {
    const Property bits = property(blob, node, "zephyr,memory-attr");
    if (bits.exists()) {
        if (bits.length != 4) {
            return bad_property(blob, node, "zephyr,memory-attr");
        }
        out = attributes_from_memory_attr(static_cast<std::uint32_t>(read_cells(bits.data, 1)));
    }
    const Property capability = property(blob, node, "capability");
    if (capability.exists()) {
        const bool is_cacheable = lists(capability, "cacheable");
        if (!is_cacheable && !lists(capability, "non-cacheable")) {
            return bad_property(blob, node, "capability");
        }
        out.insert(is_cacheable ? cacheable : non_cacheable);
    }
    if (out.contains(cacheable) && out.contains(non_cacheable)) {
        return bad_property(blob, node, bits.exists() ? "zephyr,memory-attr" : "capability");
    }
    if (out.empty()) {
        out.insert(cacheable);
    }
    return {};
}

Error read_priority(const void* blob, int node, std::int32_t& out) noexcept {
    const Property priority = property(blob, node, "smh,priority");
    if (!priority.exists()) {
        return {};
    }
    if (priority.length != 4) {
        return bad_property(blob, node, "smh,priority");
    }
    out = static_cast<std::int32_t>(static_cast<std::uint32_t>(read_cells(priority.data, 1)));
    return {};
}

Error read_placement(const void* blob, int node, Placement& out) noexcept {
    const Property from = property(blob, node, "smh,metadata-attr");
    const Property granule = property(blob, node, "smh,granule");
    const Property untouchable = property(blob, node, "smh,untouchable");
    if (from.exists()) {
        if (from.length == 4) {
            out.from =
                attributes_from_memory_attr(static_cast<std::uint32_t>(read_cells(from.data, 1)));
        }
        if (out.from.empty()) {
            return bad_property(blob, node, "smh,metadata-attr");
        }
    }
    if (granule.exists()) {
        out.granule =
            granule.length == 4 ? static_cast<std::uint32_t>(read_cells(granule.data, 1)) : 0;
        if (!from.exists() || !valid_granule(out.granule)) {
            return bad_property(blob, node, "smh,granule");
        }
    }
    out.untouchable = untouchable.exists();
    if (untouchable.exists() && (!from.exists() || untouchable.length != 0)) {
        return bad_property(blob, node, "smh,untouchable");
    }
    return {};
}

Error read_name(const void* blob, int node, const char*& out) noexcept {
    const Property region = property(blob, node, "zephyr,memory-region");
    if (!region.exists()) {
        out = name_of(blob, node);
        int length = 0;
        fdt_get_name(blob, node, &length);
        return length <= longest_name ? Error{} : bad_property(blob, node, "");
    }
    if (region.length < 2 || region.length > longest_name + 1 ||
        region.data[region.length - 1] != '\0') {
        return bad_property(blob, node, "zephyr,memory-region");
    }
    out = region.data;
    return {};
}

Error read_cell_counts(const void* blob, int node, Cells& out) noexcept {
    if (const Error error = read_count(blob, node, "#address-cells", out.address)) {
        return error;
    }
    return read_count(blob, node, "#size-cells", out.size);
}

} // namespace smh::devicetree
