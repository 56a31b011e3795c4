// The bits of zephyr,memory-attr and the words for them. Source: Zephyr's
// dt-bindings/memory-attr/memory-attr.h and memory-attr-sw.h.
#include "smh/devicetree.hpp"

namespace smh::devicetree {
namespace {

struct Meaning {
    std::uint8_t bit;
    const char* name;
};

// In the order of the attributes' numbers.
constexpr Meaning meanings[] = {
    {0, "cacheable"},
    {8, "non-cacheable"},
    {1, "non-volatile"},
    {2, "out-of-order"},
    {3, "dma"},
    {4, "readable"},
    {5, "writable"},
    {6, "executable"},
    {7, "shareable"},
    {16, "alloc-cacheable"},
    {17, "alloc-non-cacheable"},
    {18, "alloc-dma"},
    {20, "architecture-0"},
    {21, "architecture-1"},
    {22, "architecture-2"},
    {23, "architecture-3"},
    {24, "architecture-4"},
    {25, "architecture-5"},
    {26, "architecture-6"},
    {27, "architecture-7"},
    {28, "architecture-8"},
    {29, "architecture-9"},
    {30, "architecture-10"},
    {31, "architecture-11"},
};

} // namespace

AttributeSet attributes_from_memory_attr(std::uint32_t bits) noexcept {
    AttributeSet attributes;
    unsigned number = 0;
    for (const Meaning& meaning : meanings) {
        const Attribute attribute{number++};
        if ((bits >> meaning.bit & 1U) != 0 && attribute.in_bound()) {
            attributes.insert(attribute);
        }
    }
    return attributes;
}

const char* attribute_name(Attribute attribute) noexcept {
    constexpr unsigned count = sizeof meanings / sizeof meanings[0];
    return attribute.number < count ? meanings[attribute.number].name : nullptr;
}

} // namespace smh::devicetree
