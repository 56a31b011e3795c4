// Regions from a flattened devicetree blob.
//
// Needs libfdt to link, and nothing else beyond the freestanding part: no allocation, no
// recursion beyond the depth of the tree's buses. The blob is only read. All functions are
// reentrant and safe from any thread; none is meant for interrupts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "smh/attribute.hpp"

namespace smh::devicetree {

// A region as the devicetree describes it: 64-bit whatever the machine that reads it. Address and
// size in bytes, after translation to the processor's view and with the holes cut out.
struct Entry {
    const char* name = nullptr; // the node's name, in the blob
    int node = -1;              // the node's offset in the blob
    std::uint64_t address = 0;
    std::uint64_t size = 0;
    AttributeSet attributes;
};

enum class Problem : std::uint8_t {
    none,
    not_a_devicetree, // no magic number, or a version that libfdt does not read
    truncated,        // shorter than its header says, or damaged inside
    bad_cells,        // #address-cells or #size-cells missing where needed, or out of range
    bad_property,     // a length that does not fit the cells, or a value that means nothing
    bad_ranges,       // an address that no entry of a bus's ranges translates
    wraps,            // an address range that passes the end of 64 bits
    overlap,          // two regions, or two entries of one, share addresses
    no_memory,        // nothing in the tree describes memory
    table_full,       // more regions than the caller's table holds
};

// What was wrong and where: for people, as two texts in the blob or in static storage.
struct Error {
    Problem problem = Problem::none;
    const char* node = "";     // name of the node; "/" for the root
    const char* property = ""; // name of the property; empty where it is the node itself
    const char* other = "";    // for an overlap, the name of the other node

    explicit operator bool() const noexcept { return problem != Problem::none; }
};

// A short sentence for people.
const char* describe(Problem problem) noexcept;

// Finds the regions of a blob, sorted by address, and writes them to `entries`; `count` is how
// many. The blob must be aligned to 8 bytes; `blob_size` is how many bytes may be read.
//
// Regions are: the reg of each node with device_type "memory", less the memory reservation block
// and the children of /reserved-memory (holes; also where they are no-map); nodes with
// zephyr,memory-attr, zephyr,memory-region or compatible "mmio-sram"; and those children of
// /reserved-memory that say "shared-multi-heap" or zephyr,memory-attr themselves, unless they are
// no-map. Nodes whose status is neither "okay" nor "ok" are left out.
//
// Attributes: from capability ("cacheable", "non-cacheable") or zephyr,memory-attr; see
// attributes_from_memory_attr. Memory that says nothing about itself is cacheable.
//
// On an error `count` is 0 and `entries` holds nothing of meaning. Time grows with the blob's
// size, and with the product of the numbers of regions and holes.
Error read(const void* blob, std::size_t blob_size, Entry* entries, std::size_t capacity,
           std::size_t& count) noexcept;

// As read, but leaves overlaps between regions in the table, for a caller that shows them.
Error collect(const void* blob, std::size_t blob_size, Entry* entries, std::size_t capacity,
              std::size_t& count) noexcept;

// Do the two share an address?
constexpr bool overlap(const Entry& a, const Entry& b) noexcept {
    return a.address - b.address < b.size || b.address - a.address < a.size;
}

// The bits of Zephyr's binding zephyr,memory-attr (include/zephyr/dt-bindings/memory-attr) as
// attributes: bit 0, cacheable, is attribute 0; bit 8, non-cacheable, is 1; bits 1 to 7
// (non-volatile, out of order, DMA, readable, writable, executable, shareable) are 2 to 8; the
// software bits 16 to 18 (allocate cacheable, non-cacheable, DMA) are 9 to 11; bits 20 to 31,
// which each architecture defines, are 12 to 23. Other bits mean nothing and are left out.
AttributeSet attributes_from_memory_attr(std::uint32_t bits) noexcept;

// A word for an attribute of that numbering, such as "dma"; null for numbers it does not use.
const char* attribute_name(Attribute attribute) noexcept;

} // namespace smh::devicetree
