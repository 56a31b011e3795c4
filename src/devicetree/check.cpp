#include "devicetree/node.hpp"

namespace smh::devicetree {
namespace {

// libfdt looks for the end of a property's name each time it compares one. So a long one would cost
// as many times its length as there are properties.
bool names_are_short(const void* blob) noexcept {
    const char* const names = static_cast<const char*>(blob) + fdt_off_dt_strings(blob);
    int length = 0;
    for (std::size_t at = 0; at < fdt_size_dt_strings(blob); ++at) {
        length = names[at] == '\0' ? 0 : length + 1;
        if (length > longest_name) {
            return false;
        }
    }
    return true;
}

// Up to version 1.6.1, libfdt adds up a property's length without a look at overflow, and so goes
// round for ever where that leads back to the property itself.
bool always_goes_on(const void* blob) noexcept {
    int next = 0;
    std::uint32_t tag = 0;
    do {
        const int offset = next;
        tag = fdt_next_tag(blob, offset, &next);
        int length = 0;
        if (next > offset && tag == FDT_PROP) {
            fdt_get_property_by_offset(blob, offset, &length);
        }
        if (next <= offset || length < 0) {
            return false;
        }
    } while (tag != FDT_END);
    return true;
}

// Before version 17 of 2007 the header does not say how long everything is.
int check(const void* blob, std::size_t size) noexcept {
    constexpr unsigned oldest_version = 17;
    if (size < sizeof(fdt_header)) {
        return -FDT_ERR_TRUNCATED;
    }
    if (const int error = fdt_check_header(blob)) {
        return error;
    }
    if (fdt_version(blob) < oldest_version) {
        return -FDT_ERR_BADVERSION;
    }
    if (fdt_totalsize(blob) > size || !names_are_short(blob) || !always_goes_on(blob)) {
        return -FDT_ERR_TRUNCATED;
    }
    return fdt_check_full(blob, size);
}

} // namespace

Error check_blob(const void* blob, std::size_t size) noexcept {
    constexpr std::size_t magic_size = 4;
    constexpr std::uint64_t magic = 0xd00dfeed;
    const bool aligned = (reinterpret_cast<std::uintptr_t>(blob) & 7U) == 0;
    if (blob == nullptr || !aligned || size < magic_size ||
        read_cells(static_cast<const char*>(blob), 1) != magic) {
        return {Problem::not_a_devicetree, "/"};
    }
    switch (check(blob, size)) {
    case 0:
        return {};
    case -FDT_ERR_BADMAGIC:
    case -FDT_ERR_BADVERSION:
        return {Problem::not_a_devicetree, "/"};
    default:
        return {Problem::truncated, "/"};
    }
}

} // namespace smh::devicetree
