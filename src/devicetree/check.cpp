#include "devicetree/node.hpp"

namespace smh::devicetree {

Error check_blob(const void* blob, std::size_t size) noexcept {
    constexpr std::size_t magic_size = 4;
    constexpr std::uint64_t magic = 0xd00dfeed;
    constexpr std::uint32_t oldest_version = 16;
    const bool aligned = (reinterpret_cast<std::uintptr_t>(blob) & 7U) == 0;
    if (blob == nullptr || !aligned || size < magic_size ||
        read_cells(static_cast<const char*>(blob), 1) != magic) {
        return {Problem::not_a_devicetree, "/"};
    }
    // libfdt falls over some blobs of older versions, which nobody writes any more.
    if (size < sizeof(fdt_header)) {
        return {Problem::truncated, "/"};
    }
    if (fdt_version(blob) < oldest_version) {
        return {Problem::not_a_devicetree, "/"};
    }
    switch (fdt_check_full(blob, size)) {
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
